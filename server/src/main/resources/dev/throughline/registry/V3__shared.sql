-- Secrets that all nodes of a cluster must have alike.
create table secrets (
  name  text primary key,
  value text not null
);

-- Up to which position of the shared log the changes have been made here; one row, or none.
create table shared (
  id       integer primary key check (id = 1),
  position bigint not null
);
