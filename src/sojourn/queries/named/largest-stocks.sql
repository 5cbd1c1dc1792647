--+ where_they_live: place
--+ people: population
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
--+ status: status
--+ assertion: assertion
--+ read_in: source
--+ said_by: source
select a.place as where_they_live, a.population as people, a.low as low, a.high as high, a.low_open as lowOpen,
       a.high_open as highOpen, a.hedge as hedge, a.measure as measure, a.edtf as edtf, a.notation as notation,
       a.period_words as periodWords, a.method as method, a.status as status, a.assertion as assertion,
       a.source as read_in, a.root as said_by
from assertions a
where a.kind = 'residence' and a.place is not null and a.measure = 'persons' and a.restates is null
  and coalesce(a.first_year, $first_year) <= $last_year and coalesce(a.last_year, $last_year) >= $first_year
  and ($place is null or a.place in (select place from lies_in where container = $place))
  and ($population is null or a.population in (select population from included_in where container = $population))
order by coalesce(a.low, a.high) desc, a.place, coalesce(a.population, ''), a.source, a.id, a.assertion
limit $top
