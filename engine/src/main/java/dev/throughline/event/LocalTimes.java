package dev.throughline.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.List;

/// Local times as instants, by rule T3: one that daylight saving skips becomes the first instant
/// after the gap, one that it repeats is taken at its first occurrence.
public final class LocalTimes {
  private LocalTimes() {}

  public static Instant at(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    // None in a gap, two where clocks repeat the hour, the earlier first.
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }

  /// The first instant of a local day.
  public static Instant midnight(LocalDate day, ZoneId zone) {
    return at(day.atStartOfDay(), zone);
  }

  /// The local day, from midnight to midnight, that an instant lies in. Where clocks go back over
  /// midnight, what they show again of the old day is part of the new one.
  public static LocalDate day(Instant at, ZoneId zone) {
    LocalDate shown = at.atZone(zone).toLocalDate();
    LocalDate next = shown.plusDays(1);
    return midnight(next, zone).isAfter(at) ? shown : next;
  }

  /// The first moment at or after `from` at which clocks in `zone` show `time`.
  public static Instant next(LocalTime time, Instant from, ZoneId zone) {
    ZonedDateTime now = from.atZone(zone);
    for (int day = 0; day <= 2; day++) {
      Instant candidate = at(now.toLocalDate().plusDays(day).atTime(time), zone);
      if (!candidate.isBefore(from)) {
        return candidate;
      }
    }
    throw new IllegalStateException(
        "No %s within two days of %s in %s".formatted(time, from, zone));
  }
}
