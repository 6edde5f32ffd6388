-- What each document said, since when, and who wrote it. Times are milliseconds since 1970.
create table editions (
  kind    text not null,
  key     text not null,
  edition integer not null,
  hash    text not null,
  at      bigint not null,
  author  text,
  primary key (kind, key, edition)
);
