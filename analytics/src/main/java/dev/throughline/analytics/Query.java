package dev.throughline.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a read model asks with: every statement sees the same committed state.
final class Query {
  /// No statement of a screen runs longer.
  static final int TIMEOUT_SECONDS = 30;

  /// No list is longer, whatever is asked for.
  static final int MAX_ROWS = 10_000;

  private final Connection connection;

  Query(Connection connection) {
    this.connection = connection;
  }

  /// Work that asks.
  interface Asking<T> {
    T of(Query query) throws SQLException;
  }

  <T extends @Nullable Object> List<T> rows(
      String sql, Sql.Reading<T> reading, @Nullable Object... parameters) throws SQLException {
    return Sql.rows(connection, TIMEOUT_SECONDS, sql, reading, parameters);
  }

  /// The first row of a statement that always has one.
  <T extends @Nullable Object> T row(
      String sql, Sql.Reading<T> reading, @Nullable Object... parameters) throws SQLException {
    return rows(sql, reading, parameters).getFirst();
  }

  static int bounded(int limit) {
    return Math.clamp(limit, 1, MAX_ROWS);
  }
}
