package dev.throughline.condition;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/// The time of day in the customer's zone, as `local_time()` shows it.
final class LocalClock {
  private static final long DAY_MS = 86_400_000;
  private static final long MINUTE_MS = 60_000;
  private static final int MINUTES_PER_HOUR = 60;

  private LocalClock() {}

  static Value text(ZoneId zone, long nowMs) {
    int minutes = (int) (msOfDay(zone, nowMs) / MINUTE_MS);
    int hour = minutes / MINUTES_PER_HOUR;
    int minute = minutes % MINUTES_PER_HOUR;
    char[] text = {
      (char) ('0' + hour / 10),
      (char) ('0' + hour % 10),
      ':',
      (char) ('0' + minute / 10),
      (char) ('0' + minute % 10)
    };
    return new Text(new String(text));
  }

  /// Notes when a comparison of the time of day with `time` could next turn out differently: when
  /// clocks show it, a minute later, at midnight, and whenever clocks are changed.
  static void noteCrossing(String time, ZoneId zone, Notes notes) {
    int minute = minuteOfDay(time);
    if (minute < 0) {
      notes.changesWithTheMinute();
      return;
    }
    long local = msOfDay(zone, notes.nowMs);
    notes.changesAt(notes.nowMs + ahead(local, minute * MINUTE_MS));
    notes.changesAt(notes.nowMs + ahead(local, (minute + 1) * MINUTE_MS));
    notes.changesAt(notes.nowMs + ahead(local, 0));
    ZoneOffsetTransition transition =
        zone.getRules().nextTransition(Instant.ofEpochMilli(notes.nowMs));
    if (transition != null) {
      notes.changesAt(transition.toEpochSecond() * 1_000);
    }
  }

  private static long ahead(long fromMsOfDay, long toMs) {
    long ahead = Math.floorMod(toMs - fromMsOfDay, DAY_MS);
    return ahead == 0 ? DAY_MS : ahead;
  }

  private static long msOfDay(ZoneId zone, long nowMs) {
    long offset = zone.getRules().getOffset(Instant.ofEpochMilli(nowMs)).getTotalSeconds() * 1_000L;
    return Math.floorMod(nowMs + offset, DAY_MS);
  }

  /// The minute that `HH:mm` names, or -1.
  private static int minuteOfDay(String time) {
    if (time.length() != 5 || time.charAt(2) != ':') {
      return -1;
    }
    for (int i : new int[] {0, 1, 3, 4}) {
      if (time.charAt(i) < '0' || time.charAt(i) > '9') {
        return -1;
      }
    }
    int hour = (time.charAt(0) - '0') * 10 + time.charAt(1) - '0';
    int minute = (time.charAt(3) - '0') * 10 + time.charAt(4) - '0';
    return hour < 24 && minute < MINUTES_PER_HOUR ? hour * MINUTES_PER_HOUR + minute : -1;
  }
}
