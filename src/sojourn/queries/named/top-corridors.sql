--+ from_place: place
--+ to_place: place
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ method: method
--+ assertion: assertion
--+ other_method: method
--+ difference: decimal
--+ said_by: source
with flows as (
  select * from assertions where kind = 'flow'
), wanted as ( -- each of them gives a row or more, so no other can be among the first: the rivals of few are sought
  select distinct assertion, id, origin, destination, low, high, low_open, high_open, hedge, measure, edtf,
         notation, period_words, method, root, coalesce(low, high) as size, coalesce(origin, '') as from_key,
         coalesce(destination, '') as to_key
  from flows
  where measure is not null
    and coalesce(first_year, $first_year) <= $last_year and coalesce(last_year, $last_year) >= $first_year
  order by measure, size desc, id, assertion, from_key, to_key
  limit $top
), others as (
  select distinct assertion, origin, destination, measure, method, low from flows
  where origin is not null and destination is not null and measure is not null and method is not null
    and low is not null
), rivals as (
  select distinct a.assertion, o.method as other_method, o.low as other_low
  from flows a join others o on o.origin = a.origin and o.destination = a.destination and o.measure = a.measure
  where o.method <> a.method and a.assertion in (select assertion from wanted)
)
select a.origin as from_place, a.destination as to_place, a.low as low, a.high as high, a.low_open as lowOpen, a.high_open as highOpen, a.hedge as hedge,
       a.measure as measure,
       a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.method as method,
       a.assertion as assertion, r.other_method as other_method, a.low - r.other_low as difference, a.root as said_by
from wanted a
left join rivals r on r.assertion = a.assertion
order by a.measure, a.size desc, a.id, a.assertion, a.from_key, a.to_key, coalesce(r.other_method, ''),
         coalesce(a.low - r.other_low, 0)
limit $top
