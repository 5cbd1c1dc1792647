--+ assertion: assertion
--+ kind: kind
--+ people: population
--+ sign: text
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
--+ agree: text
--+ said_by: source
with related as (
  select population from included_in where container = $population
  union
  select container from included_in where population = $population
), claims as (
  select distinct assertion, id, kind, population, low, high, low_open, high_open, hedge, measure, word, edtf, notation,
         period_words, root, kind in ('change', 'netmigration') as signed
  from assertions
  where kind in ('change', 'netmigration', 'flow', 'residence') and population in (select population from related)
    and (place = $place or origin = $place or destination = $place)
), signs as (
  select c.*, case when word = 'increasing' or (signed and low > 0) then 'rise'
                   when word = 'decreasing' or (signed and high < 0) then 'fall'
                   when signed and low = 0 then 'no fall' when signed and high = 0 then 'no rise'
                   when word = 'stable' then 'stable' else '' end as sign
  from claims c
), falls as (
  select distinct kind from claims where word = 'decreasing' or (signed and high < 0)
), rises as (
  select distinct kind from claims where word = 'increasing' or (signed and low > 0)
)
select s.assertion as assertion, s.kind as kind, s.population as people, s.sign as sign, s.low as low, s.high as high,
       s.low_open as lowOpen, s.high_open as highOpen, s.hedge as hedge, s.measure as measure, s.word as word,
       s.edtf as edtf, s.notation as notation, s.period_words as periodWords,
       case when (s.sign in ('rise', 'no fall') and s.kind in (select kind from falls))
              or (s.sign in ('fall', 'no rise') and s.kind in (select kind from rises)) then 'no' else 'yes' end as agree,
       s.root as said_by
from signs s
where s.sign <> ''
order by s.id, s.assertion, s.population, agree
