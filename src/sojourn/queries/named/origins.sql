--+ origin: place
--+ assertion: assertion
--+ kind: kind
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ number_stated: text
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ said_by: source
select a.origin as origin, a.assertion as assertion, a.kind as kind,
       a.low as low, a.high as high, a.low_open as lowOpen, a.high_open as highOpen, a.hedge as hedge,
       a.measure as measure,
       a.word as word, case when a.measure is null then case when a.word is not null then 'in words' else 'no' end
            when a.hedge in ('mostOf', 'orderOfMagnitude') then 'in words' else 'yes' end as number_stated,
       a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.root as said_by
from assertions a
where a.kind in ('flow', 'share') and a.origin is not null
  and a.destination in (select place from lies_in where container = $place)
  and a.population in (select population from included_in where container = $population)
order by a.id, a.assertion, a.origin
