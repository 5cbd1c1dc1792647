--+ kind: kind
--+ from_place: place
--+ to_place: place
--+ population: population
--+ criterion: criterion
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ method: method
--+ assertion: assertion
--+ read_in: source
--+ said_by: source
with home as (
  select place from lies_in where container = $origin
), there as (
  select place from lies_in where container = $destination
), criteria as (
  select distinct population, criterion from populations
), claims as (
  select a.origin as from_place, a.destination as to_place, a.*
  from assertions a
  where a.kind in ('flow', 'share') and a.origin in (select place from home) and a.destination in (select place from there)
  union all
  select cast(null as varchar(100)) as from_place, a.place as to_place, a.*
  from assertions a
  where a.kind in ('residence', 'share', 'permit', 'change', 'netmigration') and a.place in (select place from there)
    and a.population in (select population from populations where country in (select place from home))
)
select c.kind as kind, c.from_place as from_place, c.to_place as to_place, c.population as population,
       p.criterion as criterion, c.low as low, c.high as high, c.low_open as lowOpen, c.high_open as highOpen,
       c.hedge as hedge, c.measure as measure, c.word as word, c.edtf as edtf, c.notation as notation,
       c.period_words as periodWords, c.method as method, c.assertion as assertion, c.source as read_in,
       c.root as said_by
from claims c left join criteria p on p.population = c.population
where coalesce(c.first_year, $first_year) <= $last_year and coalesce(c.last_year, $last_year) >= $first_year
order by case c.kind when 'flow' then 1 when 'residence' then 2 when 'netmigration' then 3 when 'permit' then 4
                     when 'change' then 5 else 6 end, coalesce(c.first_year, 9999), coalesce(c.last_year, 9999), c.source, c.id, c.assertion,
         coalesce(c.from_place, ''), c.to_place, coalesce(c.population, ''), coalesce(p.criterion, '')
