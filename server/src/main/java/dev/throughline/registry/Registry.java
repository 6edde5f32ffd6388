package dev.throughline.registry;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Users, sessions and keys. Several processes may work on the file at once: a key made on the
/// command line is known to a running server at its first use, a revoked one is refused within a
/// second. The nodes of a cluster share one.
public final class Registry implements AutoCloseable {
  /// How long a link to sign in can be used.
  static final Duration LINK_LIFE = Duration.ofHours(24);

  /// How long a session lasts.
  public static final Duration SESSION_LIFE = Duration.ofDays(14);

  /// Only ends what would never end: whoever comes too late sees a newer edition each time.
  private static final int EDITION_RACES = 1_000;

  private static final long LOOK_AGAIN_NS = Duration.ofSeconds(1).toNanos();
  static final String FILE = "registry.sqlite";

  private final Database database;

  /// By which changes are made where others share them.
  private final @Nullable Replica replica;

  private final LongSupplier clockMs;
  private volatile Map<String, Key> keys = Map.of();
  private volatile long lookedAtNs;
  private long dataVersion = -1;

  private Registry(Database database, @Nullable Replica replica, LongSupplier clockMs) {
    this.database = database;
    this.replica = replica;
    this.clockMs = clockMs;
    look();
  }

  /// Opens the registry of a data directory, or makes it.
  public static Registry open(Path data, LongSupplier clockMs) {
    return new Registry(Database.open(data, FILE), null, clockMs);
  }

  /// Opens this node's copy of a registry that several share, or makes it. It has all changes made
  /// so far when it is open; whoever changes something waits until it is durable and made here.
  /// Reading asks this copy alone, and goes on while changes wait. Closes the log when it is
  /// closed, and where it cannot be opened.
  ///
  /// @throws RegistryFailed if the log cannot be reached, a newer node has written it, or the file
  ///   was one process's own or another cluster's
  public static Registry openShared(Path data, LongSupplier clockMs, ChangeLog log) {
    Replica replica = follow(data, log);
    try {
      return new Registry(Database.open(data, FILE), replica, clockMs);
    } catch (RuntimeException failed) {
      replica.close();
      throw failed;
    }
  }

  private static Replica follow(Path data, ChangeLog log) {
    Database copy;
    try {
      copy = Database.openCopy(data, FILE);
    } catch (RuntimeException failed) {
      log.close();
      throw failed;
    }
    return Replica.open(copy, log);
  }

  /// A new key and its secret, which is not kept.
  public record Issued(Key key, String secret) {}

  public Issued createKey(Scope scope, String name) {
    String secret = "tl_%s_%s".formatted(scope.word(), Secrets.next());
    Key key = new Key(Secrets.shortId(), name, scope, now(), null);
    change(
        Statement.CREATE_KEY,
        key.id(),
        key.name(),
        scope.word(),
        Secrets.hash(secret),
        key.createdAt().toEpochMilli());
    lookAfresh();
    return new Issued(key, secret);
  }

  /// All keys, oldest first.
  public List<Key> keys() {
    return database.query(
        "select id, name, scope, created_at, revoked_at from keys order by created_at, id",
        Registry::key);
  }

  /// Whether there was such a key that was not revoked yet.
  public boolean revoke(String id) {
    boolean done = change(Statement.REVOKE_KEY, now().toEpochMilli(), id) == 1;
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
  private synchronized void lookAfresh() {
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
  public boolean isUnused() {
    String sql = "select count(*) from login_links where used_at is not null";
    return database.number(sql) == 0;
  }

  /// The secret of a link by which the user can sign in once.
  public String createLogin(User user) {
    String secret = Secrets.next();
    long now = now().toEpochMilli();
    change(Statement.ADD_USER, user.id(), user.name(), user.role(), now);
    change(
        Statement.ADD_LOGIN_LINK, Secrets.hash(secret), user.id(), now, now + LINK_LIFE.toMillis());
    return secret;
  }

  /// A session that has begun, and the secret of its cookie.
  public record SignedIn(User user, String secret) {}

  /// Uses a link up; empty where it was used, has expired or never was.
  public Optional<SignedIn> signIn(String login) {
    long now = now().toEpochMilli();
    int used = change(Statement.USE_LOGIN_LINK, now, Secrets.hash(login), now);
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
    change(Statement.FORGET_SESSIONS, now);
    change(
        Statement.BEGIN_SESSION,
        Secrets.hash(secret),
        user.id(),
        now,
        now + SESSION_LIFE.toMillis());
    return Optional.of(new SignedIn(user, secret));
  }

  /// Whose session it is; empty where it has ended.
  public Optional<User> session(String secret) {
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

  public void signOut(String secret) {
    change(Statement.END_SESSION, Secrets.hash(secret));
  }

  /// A text that a document has had.
  ///
  /// @param number from 1
  /// @param by null where nobody is known to have written it
  public record Edition(int number, String hash, Instant at, @Nullable String by) {}

  /// The document's newest edition; a new one, from now on, if its text is another.
  public Edition edition(String kind, String key, String hash, Instant now, @Nullable String by) {
    for (int race = 0; race < EDITION_RACES; race++) {
      Edition last = lastEdition(kind, key);
      if (last != null && last.hash.equals(hash)) {
        return last;
      }
      Edition next = new Edition(last == null ? 1 : last.number + 1, hash, now, by);
      int added =
          change(
              Statement.ADD_EDITION, kind, key, (long) next.number, hash, now.toEpochMilli(), by);
      if (added == 1) {
        return next;
      }
      // Another node was faster, and has perhaps said the same.
    }
    throw new IllegalStateException(
        "%s %s had a newer edition %d times in a row".formatted(kind, key, EDITION_RACES));
  }

  private @Nullable Edition lastEdition(String kind, String key) {
    return database
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
  }

  /// What all nodes have under a name: what `fresh` gives to the first that asks.
  public byte[] secret(String name, Supplier<byte[]> fresh) {
    Optional<byte[]> known = secret(name);
    if (known.isPresent()) {
      return known.get();
    }
    change(Statement.KEEP_SECRET, name, HexFormat.of().formatHex(fresh.get()));
    return secret(name)
        .orElseThrow(() -> new IllegalStateException("The secret %s was not kept".formatted(name)));
  }

  private Optional<byte[]> secret(String name) {
    return database
        .query("select value from secrets where name = ?", row -> row.getString(1), name)
        .stream()
        .map(HexFormat.of()::parseHex)
        .findFirst();
  }

  private int change(Statement statement, @Nullable Object... values) {
    return replica == null ? database.change(statement, values) : replica.make(statement, values);
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(row.getString("id"), row.getString("name"), row.getString("role"));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }

  @Override
  public void close() {
    try {
      if (replica != null) {
        replica.close();
      }
    } finally {
      database.close();
    }
  }
}
