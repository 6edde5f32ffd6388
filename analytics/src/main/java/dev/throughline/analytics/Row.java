package dev.throughline.analytics;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The row that a query stands at; columns are numbered from 1.
record Row(ResultSet result) {
  String text(int column) throws SQLException {
    return there(column, textOrNull(column));
  }

  @Nullable String textOrNull(int column) throws SQLException {
    return result.getString(column);
  }

  long count(int column) throws SQLException {
    return result.getLong(column);
  }

  boolean flag(int column) throws SQLException {
    return result.getBoolean(column);
  }

  /// Without the zeros that the column's scale adds.
  BigDecimal decimal(int column) throws SQLException {
    BigDecimal decimal = there(column, decimalOrNull(column)).stripTrailingZeros();
    return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
  }

  @Nullable BigDecimal decimalOrNull(int column) throws SQLException {
    return result.getBigDecimal(column);
  }

  Instant instant(int column) throws SQLException {
    return there(column, instantOrNull(column));
  }

  @Nullable Instant instantOrNull(int column) throws SQLException {
    LocalDateTime utc = result.getObject(column, LocalDateTime.class);
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }

  LocalDate day(int column) throws SQLException {
    return there(column, result.getObject(column, LocalDate.class));
  }

  @Nullable Duration millisOrNull(int column) throws SQLException {
    long millis = result.getLong(column);
    return result.wasNull() ? null : Duration.ofMillis(millis);
  }

  private static <T> T there(int column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Column %d is empty".formatted(column));
    }
    return value;
  }
}
