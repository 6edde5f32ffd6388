create view person_facts as
select coalesce(names.person, facts.customer) as person, facts.*
from facts left join names on names.name = facts.customer;

create view person_events as
select coalesce(names.person, events.customer) as person, events.*
from events left join names on names.name = events.customer;

-- One row a run of a journey; `step` is the last one arrived at, and where the person is while
-- `exited_at` is null.
create view runs as
with run as (
  select
    journey,
    instance,
    max(version) as version,
    arg_max(customer, position) as customer,
    max(arm) filter (where kind = 'journey.entered') as arm,
    min(occurred_at) filter (where kind = 'journey.entered') as entered_at,
    arg_max(step, position) filter (where kind = 'journey.step') as step,
    arg_max(occurred_at, position) filter (where kind = 'journey.step') as step_since,
    max(occurred_at) filter (where kind = 'journey.exited') as exited_at,
    max(reason) filter (where kind = 'journey.exited') as exit_reason
  from facts
  where kind in ('journey.entered', 'journey.step', 'journey.exited')
  group by journey, instance
)
select coalesce(names.person, run.customer) as person, run.* exclude (customer)
from run left join names on names.name = run.customer;

-- One row a move of a run: into its first step (`from_step` is null), from step to step, and out
-- of the journey (`to_step` is null).
create view moves as
select
  position,
  occurred_at,
  customer,
  journey,
  version,
  instance,
  lag(step) over (partition by journey, instance order by position) as from_step,
  case when kind = 'journey.step' then step end as to_step,
  arm,
  case when kind = 'journey.exited' then reason end as exit_reason
from facts
where kind in ('journey.step', 'journey.exited');

-- One row an arrival at a send: how it ended, and what became of the message.
create view messages as
with message as (
  select
    message,
    arg_max(customer, position) as customer,
    max(journey) as journey,
    max(version) as version,
    max(instance) as instance,
    max(step) as step,
    arg_max(channel, position) as channel,
    max(template) as template,
    min(occurred_at) filter (where kind = 'message.decided') as arrived_at,
    max(occurred_at) filter (where kind = 'message.decided') as decided_at,
    arg_max(outcome, position) as outcome,
    arg_max_null(reason, position) filter (where kind = 'message.decided') as reason,
    max(reason) filter (where kind = 'message.decided' and outcome = 'held') as held_for,
    min(occurred_at) filter (where kind = 'message.delivered') as delivered_at,
    min(occurred_at) filter (where kind = 'message.opened') as opened_at,
    min(occurred_at) filter (where kind = 'message.clicked') as clicked_at,
    min(occurred_at) filter (where kind = 'message.replied') as replied_at,
    min(occurred_at) filter (where kind = 'message.bounced') as bounced_at,
    min(occurred_at) filter (where kind = 'message.complained') as complained_at,
    min(occurred_at) filter (where kind = 'message.unsubscribed') as unsubscribed_at,
    min(occurred_at) filter (where kind = 'message.failed') as failed_at
  from facts
  where message is not null
  group by message
)
select coalesce(names.person, message.customer) as person, message.* exclude (customer)
from message left join names on names.name = message.customer;

-- One row an order, with what was refunded of it.
create view orders as
select
  person,
  conversion,
  order_id,
  currency,
  min(position) filter (where kind = 'conversion') as position,
  min(occurred_at) filter (where kind = 'conversion') as converted_at,
  coalesce(sum(value) filter (where kind = 'conversion'), 0) as value,
  coalesce(sum(value) filter (where kind = 'refund'), 0) as refunded,
  coalesce(sum(case kind when 'conversion' then value else -value end), 0) as net
from person_facts
where kind in ('conversion', 'refund')
group by person, conversion, order_id, currency;

-- One row an order, model and touch: its weight now, and its credit after refunds and revisions.
create view credits as
select
  person,
  conversion,
  order_id,
  currency,
  model,
  touch,
  touch_status,
  touched_at,
  max(journey) as journey,
  max(version) as version,
  max(step) as step,
  max(channel) as channel,
  max(arm) as arm,
  any_value(touch_segments) as touch_segments,
  arg_max(weight, position) as weight,
  sum(value) as value
from person_facts
where kind = 'credit'
group by person, conversion, order_id, currency, model, touch, touch_status, touched_at;

-- From when to when somebody was in a segment; `left_at` is null while they are.
create view segment_stays as
select person, segment, occurred_at as entered_at, left_at
from (
  select
    person,
    segment,
    kind,
    occurred_at,
    lead(occurred_at) over (partition by person, segment order by position) as left_at
  from person_facts
  where segment is not null
)
where kind = 'segment.entered';
