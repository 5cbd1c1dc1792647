--+ people: population
--+ type: term
--+ basis: text
--+ assertion: assertion
--+ given activities
with claims as (
  select distinct assertion, population, status, mobility from assertions
  where population is not null
    and ($population is null or population in (select population from included_in where container = $population))
), types as (
  select population, 'status-' || residence_status as type from populations where residence_status is not null
  union
  select population, 'criterion-' || criterion as type from populations
  where criterion is not null and criterion <> 'notStated'
  union
  select population, activity as type from activities
)
select people, type, basis, assertion from (
  select population as people, 'status-' || status as type, 'claimed' as basis, assertion from claims
  where status is not null
  union
  select population as people, 'mobility-' || mobility as type, 'claimed' as basis, assertion from claims
  where mobility is not null
  union
  select c.population as people, t.type as type, 'by definition' as basis, c.assertion as assertion
  from claims c join types t on t.population = c.population
) told
order by people, type, basis, assertion
limit $rows
