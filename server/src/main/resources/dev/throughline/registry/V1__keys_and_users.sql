-- Secrets are random and of 256 bits; what is kept of them is their SHA-256. Times are milliseconds since 1970.

create table users (
  id         text primary key,
  name       text not null,
  role       text not null,
  created_at bigint not null
);

create table keys (
  id         text primary key,
  name       text not null,
  scope      text not null,
  hash       text not null unique,
  created_at bigint not null,
  revoked_at bigint
);

create table login_links (
  hash       text primary key,
  user_id    text not null references users (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at    bigint
);

create table sessions (
  hash       text primary key,
  user_id    text not null references users (id),
  created_at bigint not null,
  expires_at bigint not null
);
