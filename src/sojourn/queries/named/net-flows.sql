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
  select distinct i.place, i.container as unit
  from inside_of i join places p on p.place = i.container join places q on q.place = i.place
  where q.type <> 'group' and ($place is null or i.container = $place)
    and (($level = 'country' and i.container in (select place from areas))
      or ($level = 'continent' and p.type = 'continent')
      or ($level = 'subregion' and i.container in (select place from subregions)))
), figures as (
  select a.assertion, a.origin, a.destination, a.source, a.low, a.high, a.hedge, a.measure, a.edtf, a.notation,
         a.period_words, a.population, a.method, a.status, a.mobility
  from assertions a
  where a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null and a.measure is not null
    and a.origin in (select place from places where type <> 'group')
    and a.destination in (select place from places where type <> 'group')
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
    and ($source is null or a.source = $source) and ($method is null or a.method = $method)
    and ($population is null or a.population in (select population from included_in where container = $population))
), sides as (
  select u.unit as area, 'in' as way, f.destination as near, f.origin as far, f.*
  from figures f join units u on u.place = f.destination
  union all
  select u.unit as area, 'out' as way, f.origin as near, f.destination as far, f.*
  from figures f join units u on u.place = f.origin
), flows as (
  select s.* from sides s
  left join inside_of i on i.place = s.far and i.container = s.area
  left join inside_of o on o.place = s.area and o.container = s.far
  where i.place is null and o.place is null
), nested_near as (
  select i.place, i.container from inside_of i
  where i.place in (select near from flows) and i.container in (select near from flows)
), nested_far as (
  select i.place, i.container from inside_of i
  where i.place in (select far from flows) and i.container in (select far from flows)
), nesting as (
  select f.* from flows f
  where f.near in (select place from nested_near where place <> container)
     or f.far in (select place from nested_far where place <> container)
), covered as (
  select distinct f.area, f.way, f.assertion, f.near, f.far, coalesce(f.population, '') as people
  from nesting f
  join nested_near n on n.place = f.near
  join nested_far o on o.place = f.far
  join flows w on w.near = n.container and w.far = o.container and w.area = f.area and w.way = f.way
   and w.source = f.source and w.measure = f.measure
   and coalesce(w.population, '') = coalesce(f.population, '') and coalesce(w.method, '') = coalesce(f.method, '')
   and coalesce(w.edtf, '') = coalesce(f.edtf, '') and coalesce(w.notation, '') = coalesce(f.notation, '')
   and coalesce(w.period_words, '') = coalesce(f.period_words, '')
   and coalesce(w.status, '') = coalesce(f.status, '') and coalesce(w.mobility, '') = coalesce(f.mobility, '')
  where n.container <> f.near or o.container <> f.far
), marked as (
  select f.*, case when c.assertion is null then 1 else 0 end as added
  from flows f left join covered c
    on c.assertion = f.assertion and c.near = f.near and c.far = f.far and c.people = coalesce(f.population, '')
   and c.area = f.area and c.way = f.way
), sums as (
  select area, source, measure, coalesce(edtf, '') as edtf, coalesce(notation, '') as notation,
         coalesce(period_words, '') as period_words, coalesce(population, '') as population,
         coalesce(method, '') as method, coalesce(status, '') as status, coalesce(mobility, '') as mobility,
         sum(case when added = 1 and way = 'in' then low end) as arrivals_low,
         sum(case when added = 1 and way = 'in' then high end) as arrivals_high,
         sum(case when added = 1 and way = 'in' then 1 else 0 end) as arrivals,
         count(case when added = 1 and way = 'in' then low end) as arrivals_lows,
         count(case when added = 1 and way = 'in' then high end) as arrivals_highs,
         sum(case when added = 1 and way = 'in' and hedge = 'exact' then 1 else 0 end) as arrivals_exact,
         sum(case when added = 1 and way = 'out' then low end) as departures_low,
         sum(case when added = 1 and way = 'out' then high end) as departures_high,
         sum(case when added = 1 and way = 'out' then 1 else 0 end) as departures,
         count(case when added = 1 and way = 'out' then low end) as departures_lows,
         count(case when added = 1 and way = 'out' then high end) as departures_highs,
         sum(case when added = 1 and way = 'out' and hedge = 'exact' then 1 else 0 end) as departures_exact,
         count(*) - sum(added) as left_out
  from marked
  group by area, source, measure, coalesce(edtf, ''), coalesce(notation, ''), coalesce(period_words, ''), coalesce(population, ''),
           coalesce(method, ''), coalesce(status, ''), coalesce(mobility, '')
), bounded as (
  select s.area as area, nullif(s.edtf, '') as edtf, nullif(s.notation, '') as notation,
         nullif(s.period_words, '') as periodWords,
         case when s.arrivals > 0 and s.arrivals_lows > 0 then s.arrivals_low end as arrivals_low,
         case when s.arrivals > 0 and s.arrivals_highs = s.arrivals then s.arrivals_high end as arrivals_high,
         case when s.arrivals = 0 then cast(null as varchar(20)) when s.arrivals_lows = 0 then 'atMost'
              when s.arrivals_highs < s.arrivals then 'atLeast' when s.arrivals_low <> s.arrivals_high then 'between'
              when s.arrivals_exact = s.arrivals then 'exact' else 'about' end as arrivals_hedge,
         case when s.arrivals > 0 then s.measure end as arrivals_measure,
         case when s.departures > 0 and s.departures_lows > 0 then s.departures_low end as departures_low,
         case when s.departures > 0 and s.departures_highs = s.departures then s.departures_high end as departures_high,
         case when s.departures = 0 then cast(null as varchar(20)) when s.departures_lows = 0 then 'atMost'
              when s.departures_highs < s.departures then 'atLeast' when s.departures_low <> s.departures_high then 'between'
              when s.departures_exact = s.departures then 'exact' else 'about' end as departures_hedge,
         case when s.departures > 0 then s.measure end as departures_measure,
         s.arrivals as arrivals, s.departures as departures, s.left_out as left_out,
         nullif(s.population, '') as people, nullif(s.method, '') as method_used, nullif(s.status, '') as status,
         nullif(s.mobility, '') as mobility, s.source as read_in, s.measure as measure
  from sums s
), nets as (
  select b.*, b.arrivals_low - b.departures_high as net_low, b.arrivals_high - b.departures_low as net_high,
         case when b.arrivals > 0 and b.departures > 0 then b.measure end as net_measure
  from bounded b
)
select n.area as area, n.edtf as edtf, n.notation as notation, n.periodWords as periodWords,
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
from nets n
order by n.measure, coalesce(n.arrivals_low, 0) + coalesce(n.departures_low, 0) desc, n.area, n.read_in,
         coalesce(n.edtf, ''), coalesce(n.notation, ''), coalesce(n.periodWords, ''), coalesce(n.people, ''),
         coalesce(n.method_used, ''), coalesce(n.status, ''), coalesce(n.mobility, '')
limit $top
