package dev.throughline.analytics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements with bound parameters: an `Instant` is a UTC timestamp, a collection of texts an
/// array.
final class Sql {
  private Sql() {}

  /// A piece of work with a connection.
  interface Work {
    void run() throws SQLException;
  }

  /// What one row says.
  interface Reading<T extends @Nullable Object> {
    T of(Row row) throws SQLException;
  }

  /// Everything or nothing. DuckDB's appenders know only transactions begun by a statement, not
  /// those that JDBC opens when auto-commit is off: those they would write past.
  static void inTransaction(Connection connection, Work work) throws SQLException {
    execute(connection, "begin transaction");
    boolean done = false;
    try {
      work.run();
      execute(connection, "commit");
      done = true;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private static void rollBack(Connection connection) {
    try {
      execute(connection, "rollback");
    } catch (SQLException alreadyOver) {
      // What made the transaction fail is thrown; a failed commit has rolled back by itself.
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void execute(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    return rows(connection, 0, sql, row -> row.count(1)).getFirst();
  }

  /// @param seconds after which the statement is given up; 0 for never
  static <T extends @Nullable Object> List<T> rows(
      Connection connection,
      int seconds,
      String sql,
      Reading<T> reading,
      @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(seconds);
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) {
          rows.add(reading.of(row));
        }
      }
    }
    return rows;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Instant instant -> statement.setObject(i + 1, utc(instant));
        case Collection<?> texts ->
            statement.setArray(
                i + 1, statement.getConnection().createArrayOf("VARCHAR", texts.toArray()));
        case null, default -> statement.setObject(i + 1, parameters[i]);
      }
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
