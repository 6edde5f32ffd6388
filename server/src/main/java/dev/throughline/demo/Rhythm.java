package dev.throughline.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;

/// When people come: more in the evening, on Sundays, and after payday.
final class Rhythm {
  private static final long MINUTE_MS = 60_000;
  private static final double DAY_MS = 24 * 60.0 * MINUTE_MS;

  /// The hours of a day, each as often as people come in it.
  private static final int[] HOURS =
      hours(1, 1, 0, 0, 0, 1, 2, 4, 5, 6, 6, 6, 7, 6, 5, 5, 6, 7, 9, 11, 12, 10, 6, 3);

  /// How much of a day's visits take place, Monday first.
  private static final double[] WEEK = {0.85, 0.8, 0.8, 0.85, 0.8, 0.9, 1.0};

  private static final double BEFORE_PAYDAY = 0.85;
  private static final int MAX_DAYS_OFF = 7;

  private Rhythm() {}

  private static int[] hours(int... often) {
    return java.util.stream.IntStream.range(0, often.length)
        .flatMap(hour -> java.util.stream.IntStream.generate(() -> hour).limit(often[hour]))
        .toArray();
  }

  /// The next visit after this moment, of somebody who comes so often a day.
  static long next(SplittableRandom random, ZoneId zone, double perDay, long afterMs) {
    long about = afterMs + (long) (Chance.exponential(random, 1 / perDay) * DAY_MS);
    return within(random, zone, afterMs, Instant.ofEpochMilli(about).atZone(zone).toLocalDate());
  }

  private static long within(SplittableRandom random, ZoneId zone, long afterMs, LocalDate about) {
    LocalDate date = about;
    for (int i = 0; i < MAX_DAYS_OFF && random.nextDouble() > weight(date); i++) {
      date = date.plusDays(1);
    }
    int hour = HOURS[random.nextInt(HOURS.length)];
    int second = random.nextInt(3_600);
    int milli = random.nextInt(1_000);
    ZonedDateTime at = date.atTime(hour, second / 60, second % 60).atZone(zone);
    long next = at.toInstant().toEpochMilli() + milli;
    // Somebody who comes back on the same day has had a break.
    long earliest = afterMs + 45 * MINUTE_MS;
    return next >= earliest ? next : earliest + random.nextInt(180) * MINUTE_MS + second * 7L;
  }

  private static double weight(LocalDate date) {
    int day = date.getDayOfMonth();
    double payday = day >= 26 || day <= 5 ? 1 : BEFORE_PAYDAY;
    return payday * WEEK[date.getDayOfWeek().getValue() - 1];
  }
}
