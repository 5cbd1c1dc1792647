--+ assertion: assertion
--+ low: decimal
--+ high: decimal
--+ lowOpen: flag
--+ highOpen: flag
--+ hedge: hedge
--+ measure: measure
--+ word: word
--+ kind: kind
--+ step: integer
--+ source: source
--+ wording: text
--+ given wordings
with claims as (
  select distinct assertion, id, low, high, low_open, high_open, hedge, measure, word, kind from assertions
  where assertion in (select assertion from wordings) and ($assertion is null or assertion = $assertion)
)
select c.assertion as assertion, c.low as low, c.high as high, c.low_open as lowOpen, c.high_open as highOpen, c.hedge as hedge,
       c.measure as measure, c.word as word, c.kind as kind, cast(w.step as integer) as step, w.source as source,
       w.wording as wording
from claims c join wordings w on w.assertion = c.assertion
order by c.id, c.assertion, cast(w.step as integer), w.wording
