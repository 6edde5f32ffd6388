package dev.throughline.analytics;

import java.time.ZoneId;
import java.time.ZoneOffset;

/// Calendar days and weeks of a zone, as SQL over columns in UTC. The zone is written into the
/// statement: the ids that `ZoneId` accepts have no quotes.
final class Days {
  private Days() {}

  static String day(String column, ZoneId zone) {
    return "(%s)::date".formatted(local(column, zone));
  }

  /// The Monday of the week.
  static String week(String column, ZoneId zone) {
    return "date_trunc('week', %s)::date".formatted(local(column, zone));
  }

  private static String local(String column, ZoneId zone) {
    return zone.normalized() instanceof ZoneOffset offset
        ? "%s + to_seconds(%d)".formatted(column, offset.getTotalSeconds())
        : "timezone('%s', timezone('UTC', %s))".formatted(zone.getId(), column);
  }
}
