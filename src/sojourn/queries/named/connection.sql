--+ how: text
--+ first_assertion: assertion
--+ via: thing
--+ second_assertion: assertion
--+ given listed, about, members, defined
with mentions as (
  select assertion, id, 'place:' || place as thing from assertions where place is not null
  union all
  select assertion, id, 'place:' || origin as thing from assertions where origin is not null
  union all
  select assertion, id, 'place:' || destination as thing from assertions where destination is not null
  union all
  select assertion, id, 'population:' || population as thing from assertions where population is not null
  union all
  select a.assertion as assertion, a.id as id,
         case l.facet when 'whole' then 'population' else l.facet end || ':' || l.key as thing
  from assertions a join listed l on position(';' || l.key || ';' in ';' || case l.facet when 'agent' then a.agent
    when 'profession' then a.profession else a.whole end || ';') > 0
  where a.agent is not null or a.profession is not null or a.whole is not null
  union all
  select a.assertion as assertion, a.id as id, b.thing as thing from assertions a join about b on b.assertion = a.assertion
), within as (
  select 'place:' || place as part, 'place:' || container as whole from lies_in
  union
  select 'population:' || population as part, 'population:' || container as whole from included_in
), of_first as (
  select distinct assertion, id from mentions where thing = $first
), of_second as (
  select distinct assertion, id from mentions where thing = $second
), shared as (
  select f.assertion as assertion, f.id as id from of_first f join of_second s on s.assertion = f.assertion
), inside as (
  select m.assertion as assertion, m.id as id, m.thing as via
  from mentions m join of_first f on f.assertion = m.assertion join within w on w.part = m.thing and w.whole = $second
  union
  select m.assertion as assertion, m.id as id, m.thing as via
  from mentions m join of_second s on s.assertion = m.assertion join within w on w.part = m.thing and w.whole = $first
), near_first as (
  select assertion, id from of_first
  union
  select m.assertion as assertion, m.id as id from mentions m
  where m.thing in (select 'place:' || place from lies_in where 'place:' || container = $first)
), near_second as (
  select assertion, id from of_second
  union
  select m.assertion as assertion, m.id as id from mentions m
  where m.thing in (select 'place:' || place from lies_in where 'place:' || container = $second)
), met as (
  select count(*) as n from near_first f join near_second s on s.assertion = f.assertion
), named as (
  select assertion, 'population:' || population as via from assertions where population is not null
  union
  select a.assertion as assertion, 'agent:' || l.key as via
  from assertions a join listed l on l.facet = 'agent' and position(';' || l.key || ';' in ';' || a.agent || ';') > 0
), reach_first as (
  select distinct f.assertion as assertion, f.id as id, n.via as via
  from near_first f join named n on n.assertion = f.assertion cross join met where met.n = 0
), reach_second as (
  select distinct s.assertion as assertion, s.id as id, n.via as via
  from near_second s join named n on n.assertion = s.assertion cross join met where met.n = 0
), told as (
  select 1 as rank, 'one statement' as how, assertion as first_assertion, id as first_id, cast(null as varchar(200)) as via,
         cast(null as varchar(200)) as second_assertion, '' as second_id
  from shared
  union
  select 2, 'the first lies within the second', null, '', null, null, '' from within where part = $first and whole = $second
  union
  select 2, 'the first lies within the second', null, '', null, null, '' from members
  where thing = $second and thing_member = $first
  union
  select 2, 'the second lies within the first', null, '', null, null, '' from within where part = $second and whole = $first
  union
  select 2, 'the second lies within the first', null, '', null, null, '' from members
  where thing = $first and thing_member = $second
  union
  select 2, 'one is defined by the other', null, '', null, null, '' from defined
  where (thing = $first and thing_by = $second) or (thing = $second and thing_by = $first)
  union
  select 3, 'one statement, and what lies within', assertion, id, via, null, '' from inside
  where via <> $first and via <> $second and not exists (select 1 from shared)
  union
  select 4, 'two statements with one in common', f.assertion, f.id, f.via, s.assertion, s.id
  from reach_first f join reach_second s on s.via = f.via
  where f.assertion <> s.assertion and f.via <> $first and f.via <> $second
)
select how, first_assertion, via, second_assertion
from told
where $first <> $second
order by rank, first_id, second_id, coalesce(first_assertion, ''), coalesce(second_assertion, ''), coalesce(via, ''), how
limit $rows
