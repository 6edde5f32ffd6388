package dev.throughline.analytics;

import java.time.Instant;

/// A time range: `from` included, `until` not.
public record Range(Instant from, Instant until) {
  /// What the database can hold, from year 1 to 9999.
  public static final Range ALL =
      new Range(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));

  public Range {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("A range from %s until %s".formatted(from, until));
    }
  }
}
