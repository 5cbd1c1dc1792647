--+ kind_of_both: kind
--+ from_place: place
--+ to_place: place
--+ people: population
--+ edtf: text
--+ lower_low: decimal
--+ lower_high: decimal
--+ lower_lowOpen: flag
--+ lower_highOpen: flag
--+ lower_hedge: hedge
--+ lower_measure: measure
--+ higher_low: decimal
--+ higher_high: decimal
--+ higher_lowOpen: flag
--+ higher_highOpen: flag
--+ higher_hedge: hedge
--+ higher_measure: measure
--+ gap: decimal
--+ percent: decimal
--+ lower_source: source
--+ higher_source: source
--+ lower_method: method
--+ higher_method: method
--+ lower_claim: assertion
--+ higher_claim: assertion
-- No two figures about one thing are further apart than its lowest upper bound and its highest lower bound, unless one
-- is negative. Where each of its figures is of another source, these two are a pair: so many things as are wanted set the
-- bar, and only the figures of things that reach it are held against each other. The percentage of a thing is known to a
-- millionth from floating numbers, that of a pair exactly.
with chosen as (
  select place from lies_in where container = $place
), marked as (
  select source, cast(power(2, row_number() over (order by source) % 60) as bigint) as mark
  from (select distinct source from assertions) listed
), figures as not materialized (
  select m.mark, a.assertion, a.kind, a.measure, a.source, a.low, a.high, a.low_open, a.high_open, a.first_day,
         a.last_day, a.hedge, a.edtf, a.method, a.origin, coalesce(a.destination, a.place) as to_place, a.population,
         coalesce(a.origin, '') as in_origin, coalesce(a.destination, a.place, '') as in_place,
         coalesce(a.population, '') as in_population,
         case when a.profession is null and a.agent is null and a.whole is null and a.status is null
               and a.mobility is null and a.modality = 'asserted' then ''
              else concat(coalesce(a.profession, ''), ' ', coalesce(a.agent, ''), ' ', coalesce(a.whole, ''), ' ',
                          coalesce(a.status, ''), ' ', coalesce(a.mobility, ''), ' ', coalesce(a.modality, ''))
         end as facets
  from assertions a join marked m on m.source = a.source
  where a.first_day is not null and a.last_day is not null and a.hedge not in ('mostOf', 'orderOfMagnitude')
    and ($kind is null or a.kind = $kind)
    and ($place is null or a.origin in (select place from chosen) or a.destination in (select place from chosen)
         or a.place in (select place from chosen))
), things as (
  select in_origin, in_place, in_population, first_day, last_day, kind, measure, facets, min(high) as lowest,
         max(low) as highest, max(case when low_open or high_open then 1 else 0 end) as open_ends,
         count(*) = bit_count(bit_or(mark)) and ($source is null or count(*) = 2) as apart,
         max(case when source = $source then 1 else 0 end) as asked
  from figures
  group by in_origin, in_place, in_population, first_day, last_day, kind, measure, facets
), spans as (
  select t.*, highest - lowest as span,
         case when highest = lowest then 0 when lowest < 0 then 200 when lowest = 0 then 100
              else 100 * cast(highest - lowest as double) / cast(highest as double) end as percent
  from things t
  where (highest > lowest or (highest = lowest and open_ends = 1)) and ($source is null or asked = 1)
), sure as (
  select case when lowest = 0 then 100 else floor(percent - 0.000001) end as percent, span
  from spans where apart and lowest >= 0 and highest > lowest
  order by case when lowest = 0 then 100 else floor(percent - 0.000001) end desc, span desc
  limit $top
), bar as (
  select s.percent, min(s.span) as span
  from sure s join (select min(percent) as percent, count(*) as things from sure) l on l.percent = s.percent
  where l.things = $top
  group by s.percent
), wide as (
  select s.*, row_number() over (order by s.percent, s.span) as thing
  from spans s left join bar b on 1 = 1
  where b.percent is null or floor(s.percent + 0.000001) > b.percent
     or (floor(s.percent + 0.000001) = b.percent and s.span >= b.span)
), held as materialized (
  select w.thing, f.*
  from figures f join wide w
    on w.in_origin = f.in_origin and w.in_place = f.in_place and w.in_population = f.in_population
   and w.first_day = f.first_day and w.last_day = f.last_day and w.kind = f.kind and w.measure = f.measure
   and w.facets = f.facets
), pairs as (
  select l.assertion as lower_claim, h.assertion as higher_claim, l.origin as from_place, l.to_place as to_place,
         l.population as people, h.low - l.high as gap,
         case when abs(l.high) > abs(h.low) then abs(l.high) else abs(h.low) end as larger,
         l.kind as kind_of_both, l.edtf as edtf, l.low as lower_low, l.high as lower_high, l.low_open as lower_lowOpen,
         l.high_open as lower_highOpen, l.hedge as lower_hedge, l.measure as lower_measure, h.low as higher_low,
         h.high as higher_high, h.low_open as higher_lowOpen, h.high_open as higher_highOpen, h.hedge as higher_hedge,
         h.measure as higher_measure, l.source as lower_source, h.source as higher_source, l.method as lower_method,
         h.method as higher_method
  from held l join held h on h.thing = l.thing
  where l.source <> h.source
    and (l.high < h.low or (l.high = h.low and (coalesce(l.high_open, false) or coalesce(h.low_open, false))))
    and ($source is null or l.source = $source or h.source = $source)
), guessed as (
  select p.*, case when larger = 0 or gap = larger then cast(0 as double)
                   else 100 * cast(gap as double) / cast(larger as double) end as ratio
  from pairs p
), measured as (
  select g.*, cast(case
           when larger = 0 then 0
           when gap = larger then 100
           when abs(ratio - floor(ratio + 0.5)) > 0.000001 then floor(ratio)
           when cast(floor(ratio + 0.5) as decimal(12, 0)) * cast(larger as decimal(24, 6))
                > 100 * cast(gap as decimal(24, 6)) then floor(ratio + 0.5) - 1
           else floor(ratio + 0.5) end as decimal(12, 0)) as percent
  from guessed g
)
select kind_of_both, from_place, to_place, people, edtf, lower_low, lower_high, lower_lowOpen, lower_highOpen,
       lower_hedge, lower_measure, higher_low, higher_high, higher_lowOpen, higher_highOpen, higher_hedge,
       higher_measure, gap, percent, lower_source, higher_source, lower_method, higher_method, lower_claim,
       higher_claim
from measured
order by percent desc, gap desc, lower_claim, higher_claim, coalesce(from_place, ''), coalesce(to_place, ''),
         coalesce(people, '')
limit $top
