--+ assertion: assertion
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
--+ method: method
--+ status: status
--+ modality: modality
--+ said_by: source
--+ read_in: source
select a.assertion as assertion, a.population as people, a.low as low, a.high as high, a.low_open as lowOpen, a.high_open as highOpen, a.hedge as hedge,
       a.measure as measure,
       a.word as word, a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.method as method,
       a.status as status, a.modality as modality, a.root as said_by, a.source as read_in
from assertions a
where a.kind = 'residence' and a.place = $place
  and a.population in (select population from included_in where container = $population)
order by a.id, a.assertion, a.population
