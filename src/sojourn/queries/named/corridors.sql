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
  where q.type <> 'group'
    and (($level = 'country' and i.container in (select place from areas))
      or ($level = 'continent' and p.type = 'continent')
      or ($level = 'subregion' and i.container in (select place from subregions)))
), nested_origins as (
  select i.place, i.container from inside_of i
  where i.place in (select origin from assertions where kind = 'flow')
    and i.container in (select origin from assertions where kind = 'flow')
), nested_destinations as (
  select i.place, i.container from inside_of i
  where i.place in (select destination from assertions where kind = 'flow')
    and i.container in (select destination from assertions where kind = 'flow')
), parts as (
  select a.* from assertions a
  where a.origin in (select place from nested_origins where place <> container)
     or a.destination in (select place from nested_destinations where place <> container)
), wholes as (
  select a.* from assertions a
  where a.origin in (select container from nested_origins where place <> container)
     or a.destination in (select container from nested_destinations where place <> container)
), covered as (
  select distinct fo.unit as from_place, fd.unit as to_place, f.assertion, f.origin, f.destination, f.population
  from parts f
  join units fo on fo.place = f.origin
  join units fd on fd.place = f.destination
  join nested_origins o on o.place = f.origin
  join nested_destinations d on d.place = f.destination
  join wholes w on w.origin = o.container and w.destination = d.container and w.source = f.source and w.measure = f.measure
   and coalesce(w.population, '') = coalesce(f.population, '') and coalesce(w.method, '') = coalesce(f.method, '')
   and coalesce(w.edtf, '') = coalesce(f.edtf, '') and coalesce(w.notation, '') = coalesce(f.notation, '')
   and coalesce(w.period_words, '') = coalesce(f.period_words, '')
   and coalesce(w.status, '') = coalesce(f.status, '') and coalesce(w.mobility, '') = coalesce(f.mobility, '')
  join units wo on wo.place = w.origin and wo.unit = fo.unit
  join units wd on wd.place = w.destination and wd.unit = fd.unit
  where (o.container <> f.origin or d.container <> f.destination)
    and w.kind = 'flow' and w.modality = 'asserted' and w.restates is null and w.profession is null
    and w.agent is null and f.kind = 'flow' and f.modality = 'asserted' and f.restates is null and f.profession is null
    and f.agent is null
    and coalesce(f.first_year, $first_year) <= $last_year and coalesce(f.last_year, $last_year) >= $first_year
    and ($source is null or f.source = $source) and ($method is null or f.method = $method)
    and ($population is null or f.population in (select population from included_in where container = $population))
), added as (
  select o.unit as from_place, d.unit as to_place, a.source, a.low, a.high, a.low_open, a.high_open,
         case a.hedge when 'exact' then 1 when 'about' then 2 when 'moreThan' then 3 when 'lessThan' then 4
              when 'atLeast' then 5 when 'atMost' then 6 when 'between' then 7 when 'orderOfMagnitude' then 8
              else 9 end as hedge, a.measure,
         a.edtf, a.notation, a.period_words, a.population, a.method, a.status, a.mobility
  from assertions a join units o on o.place = a.origin join units d on d.place = a.destination
  left join covered c
    on c.assertion = a.assertion and c.origin = a.origin and c.destination = a.destination and c.from_place = o.unit
   and c.to_place = d.unit and coalesce(c.population, '') = coalesce(a.population, '')
  where c.assertion is null and a.measure is not null and a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
    and ($source is null or a.source = $source) and ($method is null or a.method = $method)
    and ($population is null or a.population in (select population from included_in where container = $population))
), sums as (
  select from_place, to_place, source, measure, edtf, notation, period_words, population, method, status, mobility,
         sum(low) as low, sum(high) as sum_high, count(*) as figures, count(low) as lows, count(high) as highs,
         max(case when low_open then 1 else 0 end) as open_low, max(case when high_open then 1 else 0 end) as open_high,
         max(hedge) as last_hedge
  from added
  group by from_place, to_place, source, measure, edtf, notation, period_words, population, method, status, mobility
), largest as (
  select s.*, case when highs = figures then sum_high end as high
  from sums s
  order by measure, coalesce(low, case when highs = figures then sum_high end) desc, from_place, to_place, source,
           coalesce(edtf, ''), coalesce(notation, ''), coalesce(period_words, ''), coalesce(population, ''),
           coalesce(method, ''), coalesce(status, ''), coalesce(mobility, '')
  limit $top
), bare as (
  select o.unit as from_place, d.unit as to_place, a.source, a.edtf, a.notation, a.period_words, a.population, a.method,
         a.status, a.mobility, count(*) as flows
  from assertions a join units o on o.place = a.origin join units d on d.place = a.destination
  where a.measure is null and a.kind = 'flow' and a.modality = 'asserted' and a.restates is null and a.profession is null
    and a.agent is null
    and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
    and ($source is null or a.source = $source) and ($method is null or a.method = $method)
    and ($population is null or a.population in (select population from included_in where container = $population))
  group by o.unit, d.unit, a.source, a.edtf, a.notation, a.period_words, a.population, a.method, a.status, a.mobility
), left_over as (
  select c.from_place, c.to_place, a.source, a.measure, a.edtf, a.notation, a.period_words, a.population, a.method,
         a.status, a.mobility, count(*) as flows
  from covered c join parts a
    on a.assertion = c.assertion and a.origin = c.origin and a.destination = c.destination
   and coalesce(a.population, '') = coalesce(c.population, '')
  group by c.from_place, c.to_place, a.source, a.measure, a.edtf, a.notation, a.period_words, a.population, a.method,
           a.status, a.mobility
)
select s.from_place as from_place, s.to_place as to_place,
       case when s.from_place = s.to_place then 'yes' else 'no' end as inside, s.low as low, s.high as high,
       s.open_low = 1 as lowOpen, s.open_high = 1 and s.highs = s.figures as highOpen,
       case when s.figures = 1 then case s.last_hedge
                when 1 then 'exact' when 2 then 'about' when 3 then 'moreThan' when 4 then 'lessThan'
                when 5 then 'atLeast' when 6 then 'atMost' when 7 then 'between' when 8 then 'orderOfMagnitude'
                else 'mostOf' end
            when s.lows = 0 then 'atMost' when s.highs < s.figures then 'atLeast'
            when s.low <> s.high then 'between' when s.last_hedge = 1 then 'exact'
            else 'about' end as hedge,
       s.measure as measure, s.figures as figures, coalesce(l.flows, 0) as left_out,
       coalesce(b.flows, 0) as without_figure, s.edtf as edtf, s.notation as notation, s.period_words as periodWords,
       s.population as people, s.method as method_used, s.status as status, s.mobility as mobility,
       s.source as read_in
from largest s
left join bare b
  on b.from_place = s.from_place and b.to_place = s.to_place and b.source = s.source
   and coalesce(b.edtf, '') = coalesce(s.edtf, '')
   and coalesce(b.notation, '') = coalesce(s.notation, '')
   and coalesce(b.period_words, '') = coalesce(s.period_words, '')
   and coalesce(b.population, '') = coalesce(s.population, '')
   and coalesce(b.method, '') = coalesce(s.method, '')
   and coalesce(b.status, '') = coalesce(s.status, '')
   and coalesce(b.mobility, '') = coalesce(s.mobility, '')
left join left_over l
  on l.from_place = s.from_place and l.to_place = s.to_place and l.source = s.source and l.measure = s.measure
   and coalesce(l.edtf, '') = coalesce(s.edtf, '')
   and coalesce(l.notation, '') = coalesce(s.notation, '')
   and coalesce(l.period_words, '') = coalesce(s.period_words, '')
   and coalesce(l.population, '') = coalesce(s.population, '')
   and coalesce(l.method, '') = coalesce(s.method, '')
   and coalesce(l.status, '') = coalesce(s.status, '')
   and coalesce(l.mobility, '') = coalesce(s.mobility, '')
order by s.measure, coalesce(s.low, s.high) desc, s.from_place, s.to_place, s.source, coalesce(s.edtf, ''),
         coalesce(s.notation, ''), coalesce(s.period_words, ''), coalesce(s.population, ''), coalesce(s.method, ''),
         coalesce(s.status, ''), coalesce(s.mobility, '')
