--+ assertion: assertion
--+ claim: text in lang
--+ where: place
--+ kind: kind
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
--+ holds_then: text
--+ known_then: text
--+ said_by: source
--+ given issued
with touched as (
  select a.*, l.place as where_ from assertions a join lies_in l on l.place = a.place where l.container = $place
  union all
  select a.*, l.place as where_ from assertions a join lies_in l on l.place = a.origin where l.container = $place
  union all
  select a.*, l.place as where_ from assertions a join lies_in l on l.place = a.destination where l.container = $place
)
select distinct t.assertion as assertion, t.claim as claim, t.where_ as where_, t.kind as kind, t.low as low, t.high as high,
       t.low_open as lowOpen, t.high_open as highOpen, t.hedge as hedge, t.measure as measure, t.word as word,
       t.edtf as edtf, t.notation as notation, t.period_words as periodWords,
       case when t.first_day is not null and t.last_day is not null then 'yes'
            when t.first_day is not null or t.last_day is not null then 'possibly: open period'
            else 'not stated' end as holds_then,
       case when i.issued is not null then 'yes' else 'not stated' end as known_then,
       t.root as said_by, t.lang as lang, t.id as id
from touched t left join issued i on i.source = t.source
where (t.first_day is null or t.first_day <= $at_last) and (t.last_day is null or t.last_day >= $at_first)
  and (i.issued is null or i.issued <= cast($known_last as varchar(10)))
order by id, assertion, where_
limit $rows
