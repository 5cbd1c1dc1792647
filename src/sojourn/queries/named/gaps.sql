--+ assertion: assertion
--+ claim: text in lang
--+ number: text
--+ date: text
--+ origin: text
--+ destination: text
with flows as (
  select distinct id, assertion, claim, lang,
         case when hedge in ('mostOf', 'orderOfMagnitude') then 'in words' when hedge is not null then 'stated'
              when word is not null then 'in words' else 'not stated' end as said_number,
         case when first_day is not null then 'stated' when last_day is not null then 'only until'
              when notation is not null then 'relative' when period_words is not null then 'in words'
              else 'not stated' end as said_date,
         case when origin is null then 'not stated' else 'stated' end as said_origin,
         case when destination is null then 'not stated' else 'stated' end as said_destination
  from assertions
  where kind = 'flow' and ($source is null or source = $source)
)
select assertion, claim, said_number as number, said_date as date, said_origin as origin,
       said_destination as destination, lang
from flows
where said_number <> 'stated' or said_date <> 'stated' or said_origin <> 'stated' or said_destination <> 'stated'
order by id, assertion, coalesce(claim, '')
