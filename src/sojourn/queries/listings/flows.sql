--+ id: text
--+ kind: kind
--+ origin: place
--+ destination: place
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
select a.id as id, a.kind as kind, a.origin as origin, a.destination as destination,
       a.population as population, a.profession as profession, a.low as low, a.high as high, a.low_open as lowOpen,
       a.high_open as highOpen, a.hedge as hedge, a.measure as measure, a.word as word, a.observation as observation,
       a.edtf as edtf, a.notation as notation, a.period_words as periodWords, a.status as status, a.source as source,
       a.root as root, a.claim as claim, a.lang as lang
from assertions a
where a.kind = 'flow'
order by a.source, a.id, coalesce(a.origin, ''), coalesce(a.destination, ''), coalesce(a.population, '')
limit $rows
