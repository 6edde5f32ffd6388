-- Everybody, as last seen and as last said. Events of people who were erased name nobody.
create or replace view people as
with seen as (
  select person, min(occurred_at) as first_seen, max(occurred_at) as last_seen, count(*) as events
  from person_events
  where user_id is not null or anonymous_id is not null
  group by person
), said as (
  select
    coalesce(names.person, profiles.customer) as person,
    arg_max(profiles.name, profiles.position) as name,
    arg_max(profiles.email, profiles.position) as email,
    arg_max(profiles.phone, profiles.position) as phone,
    arg_max(profiles.country, profiles.position) as country
  from profiles left join names on names.name = profiles.customer
  group by 1
)
select person, name, email, phone, country, first_seen, last_seen, events
from seen left join said using (person);
