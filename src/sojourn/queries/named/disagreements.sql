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
with chosen as (
  select place from lies_in where container = $place
), figures as (
  select a.assertion, a.kind, a.measure, a.source, a.low, a.high, a.low_open, a.high_open, a.first_day, a.last_day,
         a.origin, coalesce(a.destination, a.place) as to_place, a.population, coalesce(a.origin, '') as in_origin,
         coalesce(a.destination, a.place, '') as in_place, coalesce(a.population, '') as in_population,
         case when a.profession is null and a.agent is null and a.whole is null and a.status is null
               and a.mobility is null and a.modality = 'asserted' then ''
              else concat(coalesce(a.profession, ''), ' ', coalesce(a.agent, ''), ' ', coalesce(a.whole, ''), ' ',
                          coalesce(a.status, ''), ' ', coalesce(a.mobility, ''), ' ', coalesce(a.modality, ''))
         end as facets
  from assertions a
  where a.first_day is not null and a.last_day is not null and a.hedge not in ('mostOf', 'orderOfMagnitude')
    and ($kind is null or a.kind = $kind)
    and ($place is null or a.origin in (select place from chosen) or a.destination in (select place from chosen)
         or a.place in (select place from chosen))
), pairs as (
  select l.assertion as lower_claim, h.assertion as higher_claim, l.origin as from_place, l.to_place as to_place,
         l.population as people, h.low - l.high as gap,
         case when abs(l.high) > abs(h.low) then abs(l.high) else abs(h.low) end as larger
  from figures l join figures h
    on h.in_origin = l.in_origin and h.in_place = l.in_place and h.in_population = l.in_population
   and h.first_day = l.first_day and h.last_day = l.last_day and h.kind = l.kind and h.measure = l.measure
   and h.facets = l.facets
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
), widest as (
  select lower_claim, higher_claim, from_place, to_place, people, gap, percent
  from measured
  order by percent desc, gap desc, lower_claim, higher_claim, coalesce(from_place, ''), coalesce(to_place, ''),
           coalesce(people, '')
  limit $top
)
select l.kind as kind_of_both, w.from_place as from_place, w.to_place as to_place, w.people as people, l.edtf as edtf,
       l.low as lower_low, l.high as lower_high, l.low_open as lower_lowOpen, l.high_open as lower_highOpen,
       l.hedge as lower_hedge, l.measure as lower_measure, h.low as higher_low, h.high as higher_high,
       h.low_open as higher_lowOpen, h.high_open as higher_highOpen, h.hedge as higher_hedge,
       h.measure as higher_measure, w.gap as gap, w.percent as percent, l.source as lower_source,
       h.source as higher_source, l.method as lower_method, h.method as higher_method, w.lower_claim as lower_claim,
       w.higher_claim as higher_claim
from widest w
join assertions l
  on l.assertion = w.lower_claim and coalesce(l.origin, '') = coalesce(w.from_place, '')
 and coalesce(l.destination, l.place, '') = coalesce(w.to_place, '') and coalesce(l.population, '') = coalesce(w.people, '')
join assertions h
  on h.assertion = w.higher_claim and coalesce(h.origin, '') = coalesce(w.from_place, '')
 and coalesce(h.destination, h.place, '') = coalesce(w.to_place, '') and coalesce(h.population, '') = coalesce(w.people, '')
order by w.percent desc, w.gap desc, w.lower_claim, w.higher_claim, coalesce(w.from_place, ''),
         coalesce(w.to_place, ''), coalesce(w.people, '')
