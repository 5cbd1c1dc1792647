--+ assertion: assertion
--+ claim: text in lang
--+ part: text
--+ only_here: thing
--+ given links, listed, about
with inside as (
  select assertion from assertions where source = $source
  union
  select assertion from links where source = $source
), mentions as (
  select assertion, 'place:' || place as thing from assertions where place is not null
  union all
  select assertion, 'place:' || origin as thing from assertions where origin is not null
  union all
  select assertion, 'place:' || destination as thing from assertions where destination is not null
  union all
  select assertion, 'population:' || population as thing from assertions where population is not null
  union all
  select a.assertion as assertion,
         case l.facet when 'whole' then 'population' else l.facet end || ':' || l.key as thing
  from assertions a join listed l on position(';' || l.key || ';' in ';' || case l.facet when 'agent' then a.agent
    when 'profession' then a.profession else a.whole end || ';') > 0
  where a.agent is not null or a.profession is not null or a.whole is not null
  union all
  select a.assertion as assertion, b.thing as thing from assertions a join about b on b.assertion = a.assertion
), within as (
  select distinct m.assertion as assertion, m.thing as thing
  from mentions m join inside i on i.assertion = m.assertion
), counted as (
  select thing, count(distinct assertion) as claims from mentions
  where thing in (select thing from within) group by thing
), lost as (
  select w.assertion as assertion, w.thing as thing
  from within w
  join counted c on c.thing = w.thing
  join (select thing, count(*) as claims from within group by thing) h on h.thing = w.thing
  where h.claims = c.claims
)
select distinct a.assertion as assertion, a.claim as claim,
       case when a.source = $source and a.root = $source then 'read here, names nobody'
            when a.source = $source then 'read here' when a.root = $source then 'first reporter'
            else 'passed it on' end as part,
       l.thing as only_here, a.lang as lang, a.id as id, coalesce(l.thing, '') as what
from assertions a join inside i on i.assertion = a.assertion left join lost l on l.assertion = a.assertion
order by id, assertion, what
limit $rows
