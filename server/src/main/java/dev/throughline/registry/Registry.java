package dev.throughline.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Users, sessions and keys. Several processes may work on the file at once: a key made on the
/// command line is known to a running server at its first use, a revoked one is refused within a
/// second.
public final class Registry implements AutoCloseable {
  /// How long a link to sign in can be used.
  static final Duration LINK_LIFE = Duration.ofHours(24);

  /// How long a session lasts.
  public static final Duration SESSION_LIFE = Duration.ofDays(14);

  private static final int WAIT_FOR_OTHERS_MS = 5_000;
  private static final long LOOK_AGAIN_NS = Duration.ofSeconds(1).toNanos();
  private static final String FILE = "registry.sqlite";

  private final Connection connection;
  private final LongSupplier clockMs;
  private volatile Map<String, Key> keys = Map.of();
  private volatile long lookedAtNs;
  private long dataVersion = -1;

  private Registry(Connection connection, LongSupplier clockMs) {
    this.connection = connection;
    this.clockMs = clockMs;
    look();
  }

  /// Opens the registry of a data directory, or makes it.
  public static Registry open(Path data, LongSupplier clockMs) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(WAIT_FOR_OTHERS_MS);
    config.enforceForeignKeys(true);
    try {
      Files.createDirectories(data);
      Path file = data.resolve(FILE);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl("jdbc:sqlite:" + file);
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:dev/throughline/registry")
          .load()
          .migrate();
      return new Registry(source.getConnection(), clockMs);
    } catch (SQLException | java.io.IOException failed) {
      throw new RegistryFailed("The registry in %s cannot be opened".formatted(data), failed);
    }
  }

  /// A new key and its secret, which is not kept.
  public record Issued(Key key, String secret) {}

  public synchronized Issued createKey(Scope scope, String name) {
    String secret = "tl_%s_%s".formatted(scope.word(), Secrets.next());
    Key key = new Key(Secrets.shortId(), name, scope, now(), null);
    change(
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
    return query(
        "select id, name, scope, created_at, revoked_at from keys order by created_at, id",
        Registry::key);
  }

  /// Whether there was such a key that was not revoked yet.
  public synchronized boolean revoke(String id) {
    boolean done =
        change(
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
    long version = query("pragma data_version", row -> row.getLong(1)).getFirst();
    if (version != dataVersion) {
      keys = readKeys();
      dataVersion = version;
    }
    lookedAtNs = System.nanoTime();
  }

  private Map<String, Key> readKeys() {
    Map<String, Key> byHash = new TreeMap<>();
    String sql = "select id, name, scope, created_at, revoked_at, hash from keys";
    query(sql, row -> byHash.put(row.getString("hash"), key(row)));
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
    return query(sql, row -> row.getLong(1)).getFirst() == 0;
  }

  /// The secret of a link by which the user can sign in once.
  public synchronized String createLogin(User user) {
    String secret = Secrets.next();
    long now = now().toEpochMilli();
    change(
        "insert into users (id, name, role, created_at) values (?, ?, ?, ?)"
            + " on conflict (id) do nothing",
        user.id(),
        user.name(),
        user.role(),
        now);
    change(
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
        change(
            "update login_links set used_at = ?"
                + " where hash = ? and used_at is null and expires_at > ?",
            now,
            Secrets.hash(login),
            now);
    if (used == 0) {
      return Optional.empty();
    }
    User user =
        query(
                "select users.id, name, role from users join login_links on user_id = users.id"
                    + " where hash = ?",
                Registry::user,
                Secrets.hash(login))
            .getFirst();
    String secret = Secrets.next();
    change("delete from sessions where expires_at < ?", now);
    change(
        "insert into sessions (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)",
        Secrets.hash(secret),
        user.id(),
        now,
        now + SESSION_LIFE.toMillis());
    return Optional.of(new SignedIn(user, secret));
  }

  /// Whose session it is; empty where it has ended.
  public synchronized Optional<User> session(String secret) {
    return query(
            "select users.id, name, role from users join sessions on user_id = users.id"
                + " where hash = ? and expires_at > ?",
            Registry::user,
            Secrets.hash(secret),
            now().toEpochMilli())
        .stream()
        .findFirst();
  }

  public synchronized void signOut(String secret) {
    change("delete from sessions where hash = ?", Secrets.hash(secret));
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
        query(
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
    change(
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

  private interface Row<T> {
    @Nullable T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> read, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, values);
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          T value = read.read(row);
          if (value != null) {
            rows.add(value);
          }
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new RegistryFailed("The registry cannot be read", failed);
    }
  }

  private int change(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, values);
      return statement.executeUpdate();
    } catch (SQLException failed) {
      throw new RegistryFailed("The registry cannot be written", failed);
    }
  }

  private static void fill(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new RegistryFailed("The registry cannot be closed", failed);
    }
  }
}
