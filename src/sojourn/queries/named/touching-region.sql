--+ direction: text
--+ touches: place
--+ assertion: assertion
--+ claim: text in lang
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
--+ said_by: source
--+ given members
with region as (
  select place from lies_in where container = $place
  union
  select l.place from members m join lies_in l on 'place:' || l.container = m.thing_member
  where m.thing = 'place:' || $place
), touching as (
  select 'from' as direction, a.origin as touches, a.* from assertions a
  where a.kind = 'flow' and a.origin in (select place from region)
  union all
  select 'to' as direction, a.destination as touches, a.* from assertions a
  where a.kind = 'flow' and a.destination in (select place from region)
)
select distinct t.direction as direction, t.touches as touches, t.assertion as assertion, t.claim as claim,
       t.population as people, t.low as low, t.high as high, t.low_open as lowOpen, t.high_open as highOpen,
       t.hedge as hedge, t.measure as measure, t.word as word, t.edtf as edtf, t.notation as notation,
       t.period_words as periodWords, t.root as said_by, t.lang as lang, t.id as id, coalesce(t.population, '') as them
from touching t
order by id, direction, assertion, touches, them
limit $rows
