--+ assertion: assertion
--+ root: source
--+ carried_by: source
--+ attribution: attribution
--+ given carried
with figures as (
  select distinct assertion, place, population, measure, low, root, source from assertions
  where place is not null and population is not null and measure is not null and low is not null
), shared as (
  select place, population, measure, low, root from figures
  group by place, population, measure, low, root having count(distinct source) > 1
), witnessed as (
  select place, population, measure, low from figures
  group by place, population, measure, low having count(distinct root) > 1 and count(distinct source) > 1
), carriers as (
  select assertion, source as carried_by from carried
  union
  select f.assertion as assertion, t.source as carried_by
  from figures f
  join shared s on s.place = f.place and s.population = f.population and s.measure = f.measure and s.low = f.low
               and s.root = f.root
  join figures t on t.place = f.place and t.population = f.population and t.measure = f.measure and t.low = f.low
                and t.root = f.root
), seconded as (
  select f.assertion as assertion from figures f
  join witnessed w on w.place = f.place and w.population = f.population and w.measure = f.measure and w.low = f.low
)
select distinct a.assertion as assertion, a.root as root, c.carried_by as carried_by, a.attribution as attribution,
       a.id as id
from carriers c join assertions a on a.assertion = c.assertion
where c.carried_by <> a.root and ($source is null or a.root = $source)
  and a.assertion not in (select assertion from seconded)
order by id, assertion, carried_by
limit $rows
