--+ region: place
--+ people: population
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
--+ kind: kind
--+ migration: text
--+ assertion: assertion
--+ said_by: source
with losses as (
  select a.place as region, 'not stated: births and deaths are in it' as migration, a.*
  from assertions a
  where a.kind = 'change' and a.place is not null
    and (coalesce(a.high < 0, false) or coalesce(a.word = 'decreasing', false))
  union all
  select a.place as region, 'yes: arrivals less departures' as migration, a.*
  from assertions a
  where a.kind = 'netmigration' and a.place is not null and a.high < 0
  union all
  select a.origin as region, 'yes, as worded: they left' as migration, a.*
  from assertions a
  where a.kind = 'flow' and a.origin is not null and a.destination is null
), chosen as (
  select distinct assertion from assertions
  where population in (select population from included_in where container = $population)
)
select a.region as region, a.population as people, a.low as low, a.high as high, a.low_open as lowOpen, a.high_open as highOpen, a.hedge as hedge,
       a.measure as measure,
       a.word as word, a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.kind as kind,
       a.migration as migration, a.assertion as assertion, a.root as said_by
from losses a
where a.restates is null
  and ($place is null or a.region in (select place from lies_in where container = $place))
  and ($population is null or a.assertion in (select assertion from chosen))
order by a.id, a.assertion, a.region, coalesce(a.population, '')
