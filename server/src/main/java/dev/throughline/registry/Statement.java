package dev.throughline.registry;

/// What can be changed in the registry. Names go over the shared log and never change; what one
/// does may only be said better.
enum Statement {
  /// Changes nothing: whoever made it has everything before it.
  ARRIVED(""),
  CREATE_KEY("insert into keys (id, name, scope, hash, created_at) values (?, ?, ?, ?, ?)"),
  REVOKE_KEY("update keys set revoked_at = ? where id = ? and revoked_at is null"),
  ADD_USER(
      "insert into users (id, name, role, created_at) values (?, ?, ?, ?)"
          + " on conflict (id) do nothing"),
  ADD_LOGIN_LINK(
      "insert into login_links (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)"),
  USE_LOGIN_LINK(
      "update login_links set used_at = ?"
          + " where hash = ? and used_at is null and expires_at > ?"),
  FORGET_SESSIONS("delete from sessions where expires_at < ?"),
  BEGIN_SESSION("insert into sessions (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)"),
  END_SESSION("delete from sessions where hash = ?"),
  ADD_EDITION(
      "insert into editions (kind, key, edition, hash, at, author) values (?, ?, ?, ?, ?, ?)"
          + " on conflict do nothing"),
  KEEP_SECRET("insert into secrets (name, value) values (?, ?) on conflict (name) do nothing");

  final String sql;

  Statement(String sql) {
    this.sql = sql;
  }

  /// How many values it has.
  int places() {
    return Math.toIntExact(sql.chars().filter(sign -> sign == '?').count());
  }
}
