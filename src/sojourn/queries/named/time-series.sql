--+ kind_of_claim: kind
--+ from_place: place
--+ to_place: place
--+ people: population
--+ read_in: source
--+ method: method
--+ status: status
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ assertion: assertion
--+ said_by: source
with claims as (
  select 1 as rank, a.origin as from_place, a.destination as to_place, a.*
  from assertions a
  where a.kind = 'flow' and a.destination = $place and a.origin is not null and ($origin is null or a.origin = $origin)
  union all
  select 2 as rank, cast(null as varchar(100)) as from_place, a.place as to_place, a.*
  from assertions a
  where a.kind = 'residence' and a.place = $place
    and ($origin is null or a.assertion in (
          select assertion from assertions
          where population in (select population from populations where country = $origin)))
)
select c.kind as kind_of_claim, c.from_place as from_place, c.to_place as to_place, c.population as people, c.source as read_in,
       c.method as method, c.status as status, c.edtf as edtf, c.notation as notation, c.period_words as periodWords,
       c.low as low, c.high as high, c.low_open as lowOpen, c.high_open as highOpen, c.hedge as hedge,
       c.measure as measure, c.word as word, c.assertion as assertion, c.root as said_by
from claims c
where ($kind is null or c.kind = $kind) and ($source is null or c.source = $source)
  and ($population is null or c.population in (select population from included_in where container = $population))
order by c.rank, coalesce(c.from_place, ''), c.to_place, coalesce(c.population, ''), c.source, coalesce(c.method, ''),
         coalesce(c.measure, ''), coalesce(c.first_year, 9999), coalesce(c.last_year, 9999), c.id, c.assertion
