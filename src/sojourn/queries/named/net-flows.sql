--+ area: place
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ arrivals_low: decimal
--+ arrivals_high: decimal
--+ arrivals_hedge: hedge
--+ arrivals_measure: measure
--+ departures_low: decimal
--+ departures_high: decimal
--+ departures_hedge: hedge
--+ departures_measure: measure
--+ net_low: decimal
--+ net_high: decimal
--+ net_hedge: hedge
--+ net_measure: measure
--+ arrivals: integer
--+ departures: integer
--+ left_out: integer
--+ people: population
--+ method_used: method
--+ status: status
--+ mobility: mobility
--+ read_in: source
-- A stamp is one combination of all that keeps figures apart but their places: sums are kept by stamp and by the numbers
-- of their areas, which is quicker than by a dozen texts; the texts are put back for the rows that are shown.
with areas as (
  select place from places
  where type = 'country' or (type = 'firstLevel' and length(place) = 2 and upper(place) = place)
), apart as (
  select distinct i.place, o.container
  from lies_in i join lies_in o on o.place = i.container
  where i.container <> o.container and i.container in (select place from areas)
    and o.container in (select place from areas)
), inside_of as (
  select l.place, l.container from lies_in l left join apart a on a.place = l.place and a.container = l.container
  where a.place is null
), subregions as (
  select l.place from lies_in l join places p on p.place = l.place join places q on q.place = l.container
  where p.type = 'region' and q.type = 'continent'
    and l.place not in (select place from lies_in where container in (select place from areas))
), units as (
  select place, unit, dense_rank() over (order by unit) as area
  from (
    select distinct i.place, i.container as unit
    from inside_of i join places p on p.place = i.container join places q on q.place = i.place
    where q.type <> 'group' and ($place is null or i.container = $place)
      and (($level = 'country' and i.container in (select place from areas))
        or ($level = 'continent' and p.type = 'continent')
        or ($level = 'subregion' and i.container in (select place from subregions)))
  ) rolled_up
), labels as (
  select distinct area, unit from units
), combinations as (
  select distinct a.source, a.measure, a.edtf, a.notation, a.period_words, a.population, a.method, a.status, a.mobility
  from assertions a
  where a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null and a.measure is not null and ($source is null or a.source = $source)
    and ($method is null or a.method = $method)
    and ($population is null or a.population in (select population from included_in where container = $population))
), stamps as (
  select c.*, 1000000000000 * dense_rank() over (order by measure) + alike as stamp
  from (
    select c.*, dense_rank() over (order by source, coalesce(edtf, ''), coalesce(notation, ''),
                                            coalesce(period_words, ''), coalesce(population, ''), coalesce(method, ''),
                                            coalesce(status, ''), coalesce(mobility, '')) as alike
    from combinations c
  ) c
), related as (
  select u.area, i.container as place from (select distinct area, unit from units) u join inside_of i on i.place = u.unit
  union
  select u.area, i.place from (select distinct area, unit from units) u join inside_of i on i.container = u.unit
), standing as (
  select place from places where type <> 'group'
), figures as (
  select s.stamp, a.origin, a.destination, a.low, a.high,
         case when a.hedge = 'exact' then 0 else 1 end + case when a.low is null then 0 else 2 end
         + case when a.high is null then 4 else 0 end as marks
  from assertions a
  join stamps s
    on s.source = a.source and s.measure = a.measure and s.edtf is not distinct from a.edtf
   and s.notation is not distinct from a.notation and s.period_words is not distinct from a.period_words
   and s.population is not distinct from a.population and s.method is not distinct from a.method
   and s.status is not distinct from a.status and s.mobility is not distinct from a.mobility
  where a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null and a.measure is not null
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
), ends as (
  select distinct origin as place from assertions where kind = 'flow'
  union
  select distinct destination as place from assertions where kind = 'flow'
), nested as (
  select place, container from inside_of
  where place in (select place from ends) and container in (select place from ends)
), folded as (
  select place from nested where place <> container union select container from nested where place <> container
), touched as (
  select f.stamp, f.origin, f.destination, count(*) as flows
  from figures f
  where f.origin in (select place from folded) or f.destination in (select place from folded)
  group by f.stamp, f.origin, f.destination
), lanes as (
  select concat(t.way, ' ', u.area, ' ', t.stamp, ' ', t.near, ' ', t.far) as lane, t.way, u.area, t.stamp, t.near, t.far, t.flows
  from (
    select 'in' as way, stamp, destination as near, origin as far, flows from touched
    union all
    select 'out' as way, stamp, origin as near, destination as far, flows from touched
  ) t
  join units u on u.place = t.near
  join standing e on e.place = t.far
  left join related r on r.area = u.area and r.place = t.far
  where r.place is null
), enclosed as (
  select distinct f.way, f.area, f.stamp, f.near, f.far, f.flows,
         concat(f.way, ' ', f.area, ' ', f.stamp, ' ', n.container, ' ', o.container) as outer_lane
  from lanes f join nested n on n.place = f.near join nested o on o.place = f.far
  where n.container <> f.near or o.container <> f.far
), covered as (
  select distinct e.way, e.area, e.stamp, e.near, e.far, e.flows from enclosed e join lanes w on w.lane = e.outer_lane
), arriving as (
  select u.area, f.stamp, sum(f.low) as low, sum(f.high) as high, count(*) as figures, bit_or(f.marks) as marks
  from figures f
  join units u on u.place = f.destination
  join standing e on e.place = f.origin
  left join related r on r.area = u.area and r.place = f.origin
  left join (select * from covered where way = 'in') c
    on c.area = u.area and c.stamp = f.stamp and c.near = f.destination and c.far = f.origin
  where r.place is null and c.area is null
  group by u.area, f.stamp
), departing as (
  select u.area, f.stamp, sum(f.low) as low, sum(f.high) as high, count(*) as figures, bit_or(f.marks) as marks
  from figures f
  join units u on u.place = f.origin
  join standing e on e.place = f.destination
  left join related r on r.area = u.area and r.place = f.destination
  left join (select * from covered where way = 'out') c
    on c.area = u.area and c.stamp = f.stamp and c.near = f.origin and c.far = f.destination
  where r.place is null and c.area is null
  group by u.area, f.stamp
), left_over as (
  select area, stamp, sum(flows) as flows from covered group by area, stamp
), kept as (
  select area, stamp from arriving union select area, stamp from departing union select area, stamp from left_over
), bounded as (
  select k.area as number, s.stamp, s.measure, s.source as read_in, s.edtf, s.notation, s.period_words as periodWords,
         s.population as people, s.method as method_used, s.status, s.mobility,
         a.low as arrivals_low, case when a.marks < 4 then a.high end as arrivals_high,
         case when a.figures is null then cast(null as varchar(20)) when (a.marks & 2) = 0 then 'atMost'
              when a.marks >= 4 then 'atLeast' when a.low <> a.high then 'between'
              when (a.marks & 1) = 0 then 'exact' else 'about' end as arrivals_hedge,
         case when a.figures > 0 then s.measure end as arrivals_measure,
         d.low as departures_low, case when d.marks < 4 then d.high end as departures_high,
         case when d.figures is null then cast(null as varchar(20)) when (d.marks & 2) = 0 then 'atMost'
              when d.marks >= 4 then 'atLeast' when d.low <> d.high then 'between'
              when (d.marks & 1) = 0 then 'exact' else 'about' end as departures_hedge,
         case when d.figures > 0 then s.measure end as departures_measure,
         coalesce(a.figures, 0) as arrivals, coalesce(d.figures, 0) as departures, coalesce(l.flows, 0) as left_out
  from kept k
  join stamps s on s.stamp = k.stamp
  left join arriving a on a.area = k.area and a.stamp = k.stamp
  left join departing d on d.area = k.area and d.stamp = k.stamp
  left join left_over l on l.area = k.area and l.stamp = k.stamp
), nets as (
  select b.*, b.arrivals_low - b.departures_high as net_low, b.arrivals_high - b.departures_low as net_high,
         case when b.arrivals > 0 and b.departures > 0 then b.measure end as net_measure
  from bounded b
)
select u.unit as area, n.edtf as edtf, n.notation as notation, n.periodWords as periodWords,
       n.arrivals_low as arrivals_low, n.arrivals_high as arrivals_high, n.arrivals_hedge as arrivals_hedge,
       n.arrivals_measure as arrivals_measure, n.departures_low as departures_low,
       n.departures_high as departures_high, n.departures_hedge as departures_hedge,
       n.departures_measure as departures_measure, n.net_low as net_low, n.net_high as net_high,
       case when n.net_low is null and n.net_high is null then cast(null as varchar(20))
            when n.net_low is null then 'atMost' when n.net_high is null then 'atLeast'
            when n.net_low <> n.net_high then 'between'
            when n.arrivals_hedge = 'exact' and n.departures_hedge = 'exact' then 'exact' else 'about' end as net_hedge,
       n.net_measure as net_measure, n.arrivals as arrivals, n.departures as departures, n.left_out as left_out,
       n.people as people, n.method_used as method_used, n.status as status, n.mobility as mobility,
       n.read_in as read_in
from nets n join (select distinct area, unit from units) u on u.area = n.number
order by n.measure, coalesce(n.arrivals_low, 0) + coalesce(n.departures_low, 0) desc, n.number, n.stamp
limit $top
