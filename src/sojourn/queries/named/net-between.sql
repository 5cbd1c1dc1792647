--+ there: assertion
--+ there_low: decimal
--+ there_high: decimal
--+ there_lowOpen: flag
--+ there_highOpen: flag
--+ there_hedge: hedge
--+ there_measure: measure
--+ back: assertion
--+ back_low: decimal
--+ back_high: decimal
--+ back_lowOpen: flag
--+ back_highOpen: flag
--+ back_hedge: hedge
--+ back_measure: measure
--+ same_time: text
--+ net_low: decimal
--+ net_high: decimal
--+ net_lowOpen: flag
--+ net_highOpen: flag
--+ net_hedge: hedge
--+ net_measure: measure
--+ said_there: source
--+ said_back: source
with figures as (
  select distinct assertion, origin, destination, low, high, low_open, high_open, hedge, measure, edtf, root
  from assertions
  where kind = 'flow' and measure is not null and low is not null and high is not null
), pairs as (
  select t.assertion as there, t.low as there_low, t.high as there_high, coalesce(t.low_open, false) as there_lowOpen,
         coalesce(t.high_open, false) as there_highOpen, t.hedge as there_hedge, t.measure as there_measure,
         b.assertion as back, b.low as back_low, b.high as back_high, coalesce(b.low_open, false) as back_lowOpen,
         coalesce(b.high_open, false) as back_highOpen, b.hedge as back_hedge, b.measure as back_measure,
         case when t.edtf is null or b.edtf is null then 'not stated' when t.edtf = b.edtf then 'yes' else 'no' end
           as same_time,
         t.low - b.high as net_low, t.high - b.low as net_high, t.root as said_there, b.root as said_back
  from figures t join figures b on b.measure = t.measure
  where t.origin = $first and t.destination = $second and b.origin = $second and b.destination = $first
)
select there, there_low, there_high, there_lowOpen, there_highOpen, there_hedge, there_measure,
       back, back_low, back_high, back_lowOpen, back_highOpen, back_hedge, back_measure, same_time,
       net_low, net_high, back_highOpen or there_lowOpen as net_lowOpen,
       back_lowOpen or there_highOpen as net_highOpen,
       case when net_low <> net_high then 'between'
            when there_hedge = 'exact' and back_hedge = 'exact' then 'exact' else 'about' end as net_hedge,
       there_measure as net_measure, said_there, said_back
from pairs
order by there, back
