package dev.throughline.journey;

import dev.throughline.event.LocalTimes;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Optional;

/// A Unix cron expression, parsed: minute, hour, day of month, month, day of week (0 = Sunday). As
/// in Unix, when both days are restricted, either may match.
public record Cron(
    String text, BitSet minutes, BitSet hours, BitSet daysOfMonth, BitSet months, BitSet weekdays) {
  /// Eight years: 29 February 2096 is followed by that of 2104.
  private static final int MAX_DAYS_AHEAD = 8 * 366;

  /// The first occurrence strictly after `after`, by rule T3; empty if none comes within eight
  /// years (`0 0 30 2 *`).
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZonedDateTime local = after.atZone(zone);
    for (int ahead = 0; ahead <= MAX_DAYS_AHEAD; ahead++) {
      LocalDate day = local.toLocalDate().plusDays(ahead);
      if (!isOn(day)) {
        continue;
      }
      for (int h = hours.nextSetBit(0); h >= 0; h = hours.nextSetBit(h + 1)) {
        for (int m = minutes.nextSetBit(0); m >= 0; m = minutes.nextSetBit(m + 1)) {
          Instant at = LocalTimes.at(day.atTime(LocalTime.of(h, m)), zone);
          if (at.isAfter(after)) {
            return Optional.of(at);
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOn(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean byMonth = daysOfMonth.get(day.getDayOfMonth());
    boolean byWeek =
        weekdays.get(day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue());
    if (daysOfMonth.cardinality() < 31 && weekdays.cardinality() < 7) {
      return byMonth || byWeek;
    }
    return byMonth && byWeek;
  }
}
