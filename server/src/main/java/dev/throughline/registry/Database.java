package dev.throughline.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// The registry's tables in SQLite, brought up to date when they are opened.
final class Database implements AutoCloseable {
  /// The version of the newest migration.
  static final String SCHEMA = "3";

  private static final String MIGRATIONS = "classpath:dev/throughline/registry";
  private static final int WAIT_FOR_OTHERS_MS = 5_000;
  private static final String UNWRITABLE = "The registry cannot be written";

  /// What follows from a change and the tables alone, and so is alike on all nodes.
  private static final Set<Integer> NOT_ALLOWED =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT.code,
          SQLiteErrorCode.SQLITE_MISMATCH.code,
          SQLiteErrorCode.SQLITE_TOOBIG.code);

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// Opens a file of a folder, or makes both.
  static Database open(Path folder, String name) {
    return open(folder, name, SQLiteConfig.SynchronousMode.FULL);
  }

  /// Opens a node's copy of a shared registry, or makes it. What a power failure takes from its end
  /// the shared log still has, and the position goes with it, so nothing waits for the disk. It
  /// holds secrets, so only its owner may read it.
  static Database openCopy(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
      if (!Files.exists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      }
      for (String end : List.of("", "-wal", "-shm")) {
        Path part = folder.resolve(name + end);
        if (Files.exists(part)) {
          Files.setPosixFilePermissions(part, owner);
        }
      }
    } catch (IOException failed) {
      throw new RegistryFailed("The registry %s cannot be opened".formatted(file), failed);
    }
    return open(folder, name, SQLiteConfig.SynchronousMode.NORMAL);
  }

  private static Database open(Path folder, String name, SQLiteConfig.SynchronousMode mode) {
    Path file = folder.resolve(name);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(mode);
    config.setBusyTimeout(WAIT_FOR_OTHERS_MS);
    config.enforceForeignKeys(true);
    try {
      Files.createDirectories(folder);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl("jdbc:sqlite:" + file);
      Database database = new Database(source.getConnection());
      if (!database.isCurrent()) {
        Flyway.configure().dataSource(source).locations(MIGRATIONS).load().migrate();
      }
      return database;
    } catch (SQLException | IOException failed) {
      throw new RegistryFailed("The registry %s cannot be opened".formatted(file), failed);
    }
  }

  /// Whether no migration is left to run: Flyway alone takes a third of a start to find that out.
  private boolean isCurrent() {
    String tables = "select count(*) from sqlite_master where name = 'flyway_schema_history'";
    String versions =
        "select count(*) from flyway_schema_history where success = 1 and version = ?";
    return number(tables) == 1 && number(versions, SCHEMA) == 1;
  }

  /// What a row of an answer says.
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  synchronized <T> List<T> query(String sql, Row<T> read, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, values);
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(read.read(row));
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new RegistryFailed("The registry cannot be read", failed);
    }
  }

  long number(String sql, @Nullable Object... values) {
    return query(sql, row -> row.getLong(1), values).getFirst();
  }

  /// Changes rows, and says how many.
  synchronized int change(Statement statement, @Nullable Object... values) {
    try {
      return make(statement.sql, values);
    } catch (SQLException failed) {
      throw new RegistryFailed(UNWRITABLE, failed);
    }
  }

  private int make(String sql, @Nullable Object... values) throws SQLException {
    if (sql.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, values);
      return statement.executeUpdate();
    }
  }

  /// The position of the shared log up to which changes have been made; -1 where none ever was.
  long position() {
    List<Long> found = query("select position from shared", row -> row.getLong(1));
    return found.isEmpty() ? -1 : found.getFirst();
  }

  /// Whether a server has worked with it: the first thing that one does is to let somebody sign in.
  boolean wasServed() {
    return Stream.of("users", "editions", "secrets")
        .anyMatch(table -> number("select count(*) from " + table) > 0);
  }

  /// What became of a change of the shared log, alike on all nodes.
  sealed interface Outcome {
    record Changed(int rows) implements Outcome {}

    /// The tables do not allow it.
    record Refused(RegistryFailed why) implements Outcome {}
  }

  /// Makes the change at a position of the shared log if the tables allow it, and remembers in the
  /// same transaction that its turn has been.
  ///
  /// @throws RegistryFailed if the file cannot be written; then its turn has not been
  synchronized Outcome changeAt(long position, Statement statement, @Nullable Object... values) {
    try {
      connection.setAutoCommit(false);
      Outcome outcome = makeIfAllowed(statement, values);
      int _ =
          make(
              "insert into shared (id, position) values (1, ?)"
                  + " on conflict (id) do update set position = excluded.position",
              position);
      connection.commit();
      connection.setAutoCommit(true);
      return outcome;
    } catch (SQLException failed) {
      undo(failed);
      throw new RegistryFailed(UNWRITABLE, failed);
    }
  }

  /// SQLite takes back what it does not allow, and the transaction goes on without it. Whatever
  /// else fails says nothing of the other nodes.
  private Outcome makeIfAllowed(Statement statement, @Nullable Object... values)
      throws SQLException {
    try {
      return new Outcome.Changed(make(statement.sql, values));
    } catch (SQLException failed) {
      if (NOT_ALLOWED.contains(failed.getErrorCode())) {
        return new Outcome.Refused(new RegistryFailed("The registry does not allow this", failed));
      }
      throw failed;
    }
  }

  private void undo(SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException already) {
      // On a full disk SQLite has done it unasked.
      why.addSuppressed(already);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException already) {
      // It would end what is not there any more.
      why.addSuppressed(already);
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
