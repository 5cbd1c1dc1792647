--+ id: text
--+ kind: kind
--+ place: place
--+ population: population
--+ profession: each profession
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ observation: observation
--+ edtf: text
--+ notation: text
--+ periodWords: text
--+ status: status
--+ source: source
--+ root: source
--+ claim: text in lang
select a.id as id, a.kind as kind, a.place as place,
       a.population as population, a.profession as profession, a.low as low, a.high as high, a.low_open as lowOpen,
       a.high_open as highOpen, a.hedge as hedge, a.measure as measure, a.word as word, a.observation as observation,
       a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.status as status, a.source as source,
       a.root as root, a.claim as claim, a.lang as lang
from assertions a
where a.kind = 'residence'
order by a.source, a.id, coalesce(a.place, ''), coalesce(a.population, '')
limit $rows
