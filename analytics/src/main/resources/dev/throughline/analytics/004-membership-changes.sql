-- Taking a change into a table of everybody means looking through all of it: changes are gathered
-- beside it, and taken in when they are many.
alter table memberships rename to settled_memberships;

-- Since when somebody is in a segment; null: they are not. Of one stay the highest number holds.
create table membership_changes (
  number bigint not null,
  segment varchar not null,
  customer varchar not null,
  since timestamp
);

create view latest_membership_changes as
select segment, customer, arg_max_null(since, number) as since
from membership_changes
group by segment, customer;

-- Who is in a segment now.
create view memberships as
select segment, customer, since
from settled_memberships settled
where not exists (
  from membership_changes change
  where change.segment = settled.segment and change.customer = settled.customer
)
union all
select segment, customer, since from latest_membership_changes where since is not null;
