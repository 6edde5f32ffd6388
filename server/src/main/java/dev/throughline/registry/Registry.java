package dev.throughline.registry;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Users, sessions and keys. Several processes may work on the file at once: a key made on the
/// command line is known to a running server at its first use, a revoked one is refused within a
/// second.
public final class Registry implements AutoCloseable {
  /// How long a link to sign in can be used.
  static final Duration LINK_LIFE = Duration.ofHours(24);

  /// How long a session lasts.
  public static final Duration SESSION_LIFE = Duration.ofDays(14);

  private static final long LOOK_AGAIN_NS = Duration.ofSeconds(1).toNanos();
  private static final String FILE = "registry.sqlite";

  private final Database database;
  private final LongSupplier clockMs;
  private volatile Map<String, Key> keys = Map.of();
  private volatile long lookedAtNs;
  private long dataVersion = -1;

  private Registry(Database database, LongSupplier clockMs) {
    this.database = database;
    this.clockMs = clockMs;
    look();
  }

  /// Opens the registry of a data directory, or makes it.
  public static Registry open(Path data, LongSupplier clockMs) {
    return new Registry(Database.open(data, FILE), clockMs);
  }

  /// A new key and its secret, which is not kept.
  public record Issued(Key key, String secret) {}

  public synchronized Issued createKey(Scope scope, String name) {
    String secret = "tl_%s_%s".formatted(scope.word(), Secrets.next());
    Key key = new Key(Secrets.shortId(), name, scope, now(), null);
    database.change(
        "insert into keys (id, name, scope, hash, created_at) values (?, ?, ?, ?, ?)",
        key.id(),
        key.name(),
        scope.word(),
        Secrets.hash(secret),
        key.createdAt().toEpochMilli());
    lookAfresh();
    return new Issued(key, secret);
  }

  /// All keys, oldest first.
  public synchronized List<Key> keys() {
    return database.query(
        "select id, name, scope, created_at, revoked_at from keys order by created_at, id",
        Registry::key);
  }

  /// Whether there was such a key that was not revoked yet.
  public synchronized boolean revoke(String id) {
    boolean done =
        database.change(
                "update keys set revoked_at = ? where id = ? and revoked_at is null",
                now().toEpochMilli(),
                id)
            == 1;
    lookAfresh();
    return done;
  }

  /// The key of this secret, revoked or not.
  public Optional<Key> keyOf(String secret) {
    String hash = Secrets.hash(secret);
    Key key = keys.get(hash);
    if (key == null || System.nanoTime() - lookedAtNs > LOOK_AGAIN_NS) {
      look();
      key = keys.get(hash);
    }
    return Optional.ofNullable(key);
  }

  /// SQLite's version of the data tells only of the changes of others.
  private void lookAfresh() {
    dataVersion = -1;
    look();
  }

  /// Reads the keys again if another process may have changed them.
  private synchronized void look() {
    long version = database.number("pragma data_version");
    if (version != dataVersion) {
      keys = readKeys();
      dataVersion = version;
    }
    lookedAtNs = System.nanoTime();
  }

  private Map<String, Key> readKeys() {
    Map<String, Key> byHash = new TreeMap<>();
    String sql = "select id, name, scope, created_at, revoked_at, hash from keys";
    database
        .query(sql, row -> Map.entry(row.getString("hash"), key(row)))
        .forEach(entry -> byHash.put(entry.getKey(), entry.getValue()));
    return byHash;
  }

  private static Key key(ResultSet row) throws SQLException {
    String scope = row.getString("scope");
    long revoked = row.getLong("revoked_at");
    return new Key(
        row.getString("id"),
        row.getString("name"),
        Scope.of(scope).orElseThrow(() -> new SQLException("There is no scope " + scope)),
        Instant.ofEpochMilli(row.getLong("created_at")),
        revoked == 0 ? null : Instant.ofEpochMilli(revoked));
  }

  /// Whether nobody has signed in since the data directory was made.
  public synchronized boolean isUnused() {
    String sql = "select count(*) from login_links where used_at is not null";
    return database.number(sql) == 0;
  }

  /// The secret of a link by which the user can sign in once.
  public synchronized String createLogin(User user) {
    String secret = Secrets.next();
    long now = now().toEpochMilli();
    database.change(
        "insert into users (id, name, role, created_at) values (?, ?, ?, ?)"
            + " on conflict (id) do nothing",
        user.id(),
        user.name(),
        user.role(),
        now);
    database.change(
        "insert into login_links (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)",
        Secrets.hash(secret),
        user.id(),
        now,
        now + LINK_LIFE.toMillis());
    return secret;
  }

  /// A session that has begun, and the secret of its cookie.
  public record SignedIn(User user, String secret) {}

  /// Uses a link up; empty where it was used, has expired or never was.
  public synchronized Optional<SignedIn> signIn(String login) {
    long now = now().toEpochMilli();
    int used =
        database.change(
            "update login_links set used_at = ?"
                + " where hash = ? and used_at is null and expires_at > ?",
            now,
            Secrets.hash(login),
            now);
    if (used == 0) {
      return Optional.empty();
    }
    User user =
        database
            .query(
                "select users.id, name, role from users join login_links on user_id = users.id"
                    + " where hash = ?",
                Registry::user,
                Secrets.hash(login))
            .getFirst();
    String secret = Secrets.next();
    database.change("delete from sessions where expires_at < ?", now);
    database.change(
        "insert into sessions (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)",
        Secrets.hash(secret),
        user.id(),
        now,
        now + SESSION_LIFE.toMillis());
    return Optional.of(new SignedIn(user, secret));
  }

  /// Whose session it is; empty where it has ended.
  public synchronized Optional<User> session(String secret) {
    return database
        .query(
            "select users.id, name, role from users join sessions on user_id = users.id"
                + " where hash = ? and expires_at > ?",
            Registry::user,
            Secrets.hash(secret),
            now().toEpochMilli())
        .stream()
        .findFirst();
  }

  public synchronized void signOut(String secret) {
    database.change("delete from sessions where hash = ?", Secrets.hash(secret));
  }

  /// A text that a document has had.
  ///
  /// @param number from 1
  /// @param by null where nobody is known to have written it
  public record Edition(int number, String hash, Instant at, @Nullable String by) {}

  /// The document's newest edition; a new one, from now on, if its text is another.
  public synchronized Edition edition(
      String kind, String key, String hash, Instant now, @Nullable String by) {
    Edition last =
        database
            .query(
                "select edition, hash, at, author from editions where kind = ? and key = ?"
                    + " order by edition desc limit 1",
                row ->
                    new Edition(
                        row.getInt(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4)),
                kind,
                key)
            .stream()
            .findFirst()
            .orElse(null);
    if (last != null && last.hash.equals(hash)) {
      return last;
    }
    Edition next = new Edition(last == null ? 1 : last.number + 1, hash, now, by);
    database.change(
        "insert into editions (kind, key, edition, hash, at, author) values (?, ?, ?, ?, ?, ?)",
        kind,
        key,
        next.number,
        hash,
        now.toEpochMilli(),
        by);
    return next;
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(row.getString("id"), row.getString("name"), row.getString("role"));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }

  @Override
  public synchronized void close() {
    database.close();
  }
}
