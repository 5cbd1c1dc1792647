--+ city: place
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
--+ assertion: assertion
--+ said_by: source
select a.place as city, a.low as low, a.high as high, a.low_open as lowOpen, a.high_open as highOpen, a.hedge as hedge,
       a.measure as measure,
       a.word as word, a.edtf as edtf, a.notation as notation, a.period_words as periodWords,
       a.assertion as assertion, a.root as said_by
from assertions a
where a.kind = 'residence' and a.place <> $place
  and a.place in (select place from lies_in where container = $place)
  and a.population in (select population from included_in where container = $population)
order by a.id, a.assertion, a.place
