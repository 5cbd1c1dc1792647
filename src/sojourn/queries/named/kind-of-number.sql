--+ assertion: assertion
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ kind: kind
--+ meaning: text in lang
--+ given definitions
with first as (
  select distinct id, assertion from assertions
  where hedge is not null and measure is not null and ($assertion is null or assertion = $assertion)
  order by id, assertion
  limit $rows
), figures as (
  select distinct assertion, id, low, high, low_open, high_open, hedge, measure, word, kind from assertions
  where assertion in (select assertion from first)
)
select f.assertion as assertion, f.low as low, f.high as high, f.low_open as lowOpen, f.high_open as highOpen,
       f.hedge as hedge, f.measure as measure, f.word as word, f.kind as kind, d.meaning as meaning, 'en' as lang
from figures f left join definitions d on d.kind = f.kind
order by f.id, f.assertion
