package dev.throughline.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Appends the cells of a row, one column after the other.
record Cells(DuckDBAppender appender) {
  /// Decimals of a column of money: more than any currency has, and what prices per piece use.
  static final int MONEY_DIGITS = 6;

  /// Amounts from here on are mistakes: they are kept in the JSON and left out of sums, which could
  /// not hold their squares.
  static final BigDecimal MONEY_LIMIT = BigDecimal.TEN.pow(13);

  static final int WEIGHT_DIGITS = 15;

  Cells text(@Nullable String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
    return this;
  }

  Cells texts(@Nullable List<String> texts) throws SQLException {
    if (texts == null) {
      appender.appendNull();
    } else {
      appender.append(texts);
    }
    return this;
  }

  Cells number(long number) throws SQLException {
    appender.append(number);
    return this;
  }

  Cells version(int version) throws SQLException {
    if (version == 0) {
      appender.appendNull();
    } else {
      appender.append(version);
    }
    return this;
  }

  Cells flag(boolean flag) throws SQLException {
    appender.append(flag);
    return this;
  }

  Cells instant(@Nullable Instant instant) throws SQLException {
    if (instant == null) {
      appender.appendNull();
    } else {
      appender.appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
    return this;
  }

  Cells money(@Nullable BigDecimal value) throws SQLException {
    return decimal(value, MONEY_DIGITS, MONEY_LIMIT);
  }

  Cells weight(@Nullable BigDecimal weight) throws SQLException {
    return decimal(weight, WEIGHT_DIGITS, BigDecimal.TEN);
  }

  private Cells decimal(@Nullable BigDecimal value, int digits, BigDecimal limit)
      throws SQLException {
    if (value == null || value.abs().compareTo(limit) >= 0) {
      appender.appendNull();
    } else {
      appender.append(value.setScale(digits, RoundingMode.HALF_EVEN));
    }
    return this;
  }
}
