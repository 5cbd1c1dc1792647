--+ profession: profession
--+ isco08: text
--+ why_none: text in lang
--+ people: population
--+ assertion: assertion
--+ given listed, occupations, professions
with named as (
  select a.assertion as assertion, l.key as profession
  from assertions a join listed l on l.facet = 'profession' and position(';' || l.key || ';' in ';' || a.profession || ';') > 0
  where a.profession is not null
  union
  select a.assertion as assertion, o.profession as profession
  from assertions a join occupations o on o.population = a.population
), asked as (
  select assertion from assertions where $population is null
    or population in (select population from included_in where container = $population)
)
select distinct n.profession as profession, p.isco08 as isco08, p.why_none as why_none, a.population as people,
       n.assertion as assertion, 'en' as lang, coalesce(p.isco08, '') as code, coalesce(a.population, '') as them
from named n join assertions a on a.assertion = n.assertion left join professions p on p.profession = n.profession
where n.assertion in (select assertion from asked)
order by profession, code, assertion, them
limit $rows
