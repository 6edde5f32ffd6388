package dev.throughline.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The registry's tables in SQLite, brought up to date when they are opened. One thread at a time.
final class Database implements AutoCloseable {
  /// The version of the newest migration.
  static final String SCHEMA = "2";

  private static final String MIGRATIONS = "classpath:dev/throughline/registry";
  private static final int WAIT_FOR_OTHERS_MS = 5_000;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// Opens a file of a folder, or makes both.
  static Database open(Path folder, String name) {
    Path file = folder.resolve(name);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
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

  <T> List<T> query(String sql, Row<T> read, @Nullable Object... values) {
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
  int change(String sql, @Nullable Object... values) {
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
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new RegistryFailed("The registry cannot be closed", failed);
    }
  }
}
