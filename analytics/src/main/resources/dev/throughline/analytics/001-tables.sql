-- Times are UTC. `position` orders everything that happened: the number of the input, then the
-- rows of that input in their order.

create table applied (number bigint not null);
insert into applied values (-1);

create table facts (
  position bigint not null,
  id varchar not null,
  occurred_at timestamp not null,
  customer varchar not null,
  kind varchar not null,
  journey varchar,
  version integer,
  instance varchar,
  step varchar,
  channel varchar,
  message varchar,
  reason varchar,
  arm varchar,
  value decimal(38, 6),
  currency varchar,
  segment varchar,
  audience varchar,
  task varchar,
  outcome varchar,
  conversion varchar,
  order_id varchar,
  model varchar,
  touch varchar,
  touch_status varchar,
  touched_at timestamp,
  weight decimal(18, 15),
  touch_segments varchar[],
  template varchar,
  json varchar
);

create table events (
  position bigint not null,
  message_id varchar not null,
  occurred_at timestamp not null,
  received_at timestamp not null,
  customer varchar not null,
  type varchar not null,
  name varchar not null,
  user_id varchar,
  anonymous_id varchar,
  history boolean not null,
  json varchar
);

-- Who else is meant: a name that facts and events were written under before it turned out to be
-- `person`. Always one hop.
create table names (
  name varchar not null,
  person varchar not null,
  position bigint not null
);

-- The arm of a person in a holdout, at every entry that exposed them to it.
create table assignments (
  position bigint not null,
  occurred_at timestamp not null,
  customer varchar not null,
  experiment varchar not null,
  arm varchar not null
);

-- Who is in a segment now.
create table memberships (
  segment varchar not null,
  customer varchar not null,
  since timestamp not null
);

-- Members who were lost without a `segment.left`: two who were one, people who were erased.
create table membership_losses (
  position bigint not null,
  occurred_at timestamp not null,
  segment varchar not null
);
