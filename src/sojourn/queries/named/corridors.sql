--+ from_place: place
--+ to_place: place
--+ inside: text
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ figures: integer
--+ left_out: integer
--+ without_figure: integer
--+ edtf: text
--+ notation: text
--+ periodWords: text
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
    where q.type <> 'group'
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
    and a.agent is null and ($source is null or a.source = $source) and ($method is null or a.method = $method)
    and ($population is null or a.population in (select population from included_in where container = $population))
), stamps as (
  select c.*, 1000000000000 * dense_rank() over (order by measure) + alike as stamp
  from (
    select c.*, dense_rank() over (order by source, coalesce(edtf, ''), coalesce(notation, ''),
                                            coalesce(period_words, ''), coalesce(population, ''), coalesce(method, ''),
                                            coalesce(status, ''), coalesce(mobility, '')) as alike
    from combinations c
  ) c
), starts as (
  select distinct origin as place from assertions where kind = 'flow'
), goals as (
  select distinct destination as place from assertions where kind = 'flow'
), nested_origins as (
  select place, container from inside_of
  where place in (select place from starts) and container in (select place from starts)
), nested_destinations as (
  select place, container from inside_of
  where place in (select place from goals) and container in (select place from goals)
), folded_origins as (
  select place from nested_origins where place <> container
  union select container from nested_origins where place <> container
), folded_destinations as (
  select place from nested_destinations where place <> container
  union select container from nested_destinations where place <> container
), near_others as (
  select source, measure, edtf, notation, period_words, population, method, status, mobility, origin, destination,
         case when coalesce(first_year, $first_year) <= $last_year and coalesce(last_year, $last_year) >= $first_year
              then 1 else 0 end as flows
  from assertions
  where kind = 'flow' and modality = 'asserted' and restates is null and profession is null and agent is null
    and (origin in (select place from folded_origins) or destination in (select place from folded_destinations))
), lanes as (
  select concat(s.stamp, ' ', a.origin, ' ', a.destination) as lane, s.stamp, a.origin, a.destination,
         sum(a.flows) as flows
  from near_others a
  join stamps s
    on s.source = a.source and s.measure = a.measure and s.edtf is not distinct from a.edtf
   and s.notation is not distinct from a.notation and s.period_words is not distinct from a.period_words
   and s.population is not distinct from a.population and s.method is not distinct from a.method
   and s.status is not distinct from a.status and s.mobility is not distinct from a.mobility
  group by s.stamp, a.origin, a.destination
), within as (
  select distinct i.place, i.container, u.area from inside_of i join units u on u.place = i.place
), around as (
  select distinct i.place, i.container, i.area
  from within i join units u on u.place = i.container and u.area = i.area
), enclosed as (
  select distinct f.stamp, f.origin, f.destination, f.flows, o.container as outer_origin,
         d.container as outer_destination, concat(f.stamp, ' ', o.container, ' ', d.container) as outer_lane
  from lanes f
  join nested_origins o on o.place = f.origin
  join nested_destinations d on d.place = f.destination
  where o.container <> f.origin or d.container <> f.destination
), met as (
  select distinct e.stamp, e.origin, e.destination, e.flows, e.outer_origin, e.outer_destination
  from enclosed e join lanes w on w.lane = e.outer_lane
), covered as (
  select distinct m.stamp, m.origin, m.destination, m.flows, o.area as from_area, d.area as to_area
  from met m
  join around o on o.place = m.origin and o.container = m.outer_origin
  join around d on d.place = m.destination and d.container = m.outer_destination
), figures as (
  select o.area as from_area, d.area as to_area, s.stamp, a.origin, a.destination, a.low, a.high,
         case a.hedge when 'exact' then 1 when 'about' then 2 when 'moreThan' then 4 when 'lessThan' then 8
              when 'atLeast' then 16 when 'atMost' then 32 when 'between' then 64 when 'orderOfMagnitude' then 128
              else 256 end
         + case when a.low_open then 512 else 0 end + case when a.high_open then 1024 else 0 end
         + case when a.low is null then 0 else 2048 end + case when a.high is null then 4096 else 0 end as marks
  from assertions a
  join stamps s
    on s.source = a.source and s.measure = a.measure and s.edtf is not distinct from a.edtf
   and s.notation is not distinct from a.notation and s.period_words is not distinct from a.period_words
   and s.population is not distinct from a.population and s.method is not distinct from a.method
   and s.status is not distinct from a.status and s.mobility is not distinct from a.mobility
  join units o on o.place = a.origin
  join units d on d.place = a.destination
  where a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
), sums as (
  select f.from_area, f.to_area, f.stamp, sum(f.low) as low, sum(f.high) as sum_high, count(*) as figures,
         bit_or(f.marks) as marks
  from figures f left join covered c
    on c.stamp = f.stamp and c.origin = f.origin and c.destination = f.destination and c.from_area = f.from_area
   and c.to_area = f.to_area
  where c.stamp is null
  group by f.from_area, f.to_area, f.stamp
), largest as (
  select x.*, coalesce(x.low, x.high) as size
  from (select s.*, case when s.marks < 4096 then s.sum_high end as high from sums s) x
  order by x.stamp - x.stamp % 1000000000000, coalesce(x.low, x.high) desc, x.from_area, x.to_area, x.stamp
  limit $top
), bare as (
  select o.area as from_area, d.area as to_area, s.alike, count(*) as flows
  from assertions a
  join stamps s
    on s.source = a.source and s.edtf is not distinct from a.edtf
   and s.notation is not distinct from a.notation and s.period_words is not distinct from a.period_words
   and s.population is not distinct from a.population and s.method is not distinct from a.method
   and s.status is not distinct from a.status and s.mobility is not distinct from a.mobility
  join units o on o.place = a.origin
  join units d on d.place = a.destination
  where a.measure is null and s.measure is null
    and a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
  group by o.area, d.area, s.alike
), left_over as (
  select c.from_area, c.to_area, c.stamp, sum(c.flows) as flows
  from covered c
  group by c.from_area, c.to_area, c.stamp
)
select o.unit as from_place, d.unit as to_place, case when n.from_area = n.to_area then 'yes' else 'no' end as inside,
       n.low as low, n.high as high, (n.marks & 512) > 0 as lowOpen, (n.marks & 1024) > 0 and n.marks < 4096 as highOpen,
       case when n.figures = 1 then case n.marks & 511
                when 1 then 'exact' when 2 then 'about' when 4 then 'moreThan' when 8 then 'lessThan'
                when 16 then 'atLeast' when 32 then 'atMost' when 64 then 'between' when 128 then 'orderOfMagnitude'
                else 'mostOf' end
            when (n.marks & 2048) = 0 then 'atMost' when n.marks >= 4096 then 'atLeast'
            when n.low <> n.high then 'between' when (n.marks & 511) = 1 then 'exact'
            else 'about' end as hedge,
       s.measure as measure, n.figures as figures, coalesce(l.flows, 0) as left_out,
       coalesce(b.flows, 0) as without_figure, s.edtf as edtf, s.notation as notation,
       s.period_words as periodWords, s.population as people,
       s.method as method_used, s.status as status, s.mobility as mobility,
       s.source as read_in
from largest n
join stamps s on s.stamp = n.stamp
join labels o on o.area = n.from_area
join labels d on d.area = n.to_area
left join bare b on b.from_area = n.from_area and b.to_area = n.to_area and b.alike = s.alike
left join left_over l on l.from_area = n.from_area and l.to_area = n.to_area and l.stamp = n.stamp
order by s.measure, n.size desc, n.from_area, n.to_area, n.stamp
