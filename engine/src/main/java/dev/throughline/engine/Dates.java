package dev.throughline.engine;

import dev.throughline.event.CalendarSpan;
import dev.throughline.event.LocalTimes;
import dev.throughline.event.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Dates as sources write them: `2026-05-01`, `2026-05-01T10:00`, `2026-05-01T10:00:00Z`.
final class Dates {
  private static final int MAX_LENGTH = 40;

  private Dates() {}

  /// The date plus `offset`, at `at` local time (null: its own time); null where there is no date.
  static @Nullable Instant moment(
      Value date, CalendarSpan offset, @Nullable LocalTime at, ZoneId zone) {
    LocalDateTime local = local(date, zone);
    if (local == null) {
      return null;
    }
    // Days are counted on the calendar, so that a midnight that a zone skips moves nothing.
    LocalDateTime day = local.plus(offset.days());
    Instant shifted = LocalTimes.at(day, zone).plus(offset.clock());
    if (at == null) {
      return shifted;
    }
    LocalDateTime shown = shifted.atZone(zone).toLocalDateTime();
    LocalDate on = offset.clock().isZero() ? day.toLocalDate() : shown.toLocalDate();
    return LocalTimes.at(on.atTime(at), zone);
  }

  private static @Nullable LocalDateTime local(Value value, ZoneId zone) {
    if (value instanceof Value.Moment(Instant at)) {
      return at.atZone(zone).toLocalDateTime();
    }
    if (!(value instanceof Value.Text(String text)) || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay();
      }
      boolean zoned =
          text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
      return zoned
          ? OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime()
          : LocalDateTime.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
