--+ concerned
with related as (
  select population from included_in where container = $population
  union
  select container as population from included_in where population = $population
  union
  select p.population as population from populations p
  where p.country in (select country from populations where population = $population and country is not null)
)
select distinct assertion from assertions
where (place = $place or origin = $place or destination = $place) and measure is not null
  and population in (select population from related)
order by assertion
