package dev.throughline.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @ParameterizedTest(name = "{0} {1} is {2}: {3}")
  @DisplayName("T3: a skipped time is the first instant after the gap, a repeated one its first")
  @CsvSource({
    "America/New_York,    2026-03-08T01:59:59, 2026-03-08T06:59:59Z, the last second before a gap",
    "America/New_York,    2026-03-08T02:00,    2026-03-08T07:00:00Z, where the gap starts",
    "America/New_York,    2026-03-08T02:30,    2026-03-08T07:00:00Z, within the gap",
    "America/New_York,    2026-03-08T03:00,    2026-03-08T07:00:00Z, where the gap ends",
    "America/New_York,    2026-11-01T01:30,    2026-11-01T05:30:00Z, shown twice",
    "America/New_York,    2026-11-01T02:00,    2026-11-01T07:00:00Z, after the repeated hour",
    "Australia/Lord_Howe, 2026-10-04T02:15,    2026-10-03T15:30:00Z, a gap of half an hour",
    "Australia/Lord_Howe, 2026-04-05T01:45,    2026-04-04T14:45:00Z, half an hour shown twice",
    "Pacific/Apia,        2011-12-30T10:00,    2011-12-30T10:00:00Z, a day that never was",
    "Africa/Cairo,        2026-04-24T00:00,    2026-04-23T22:00:00Z, midnight skipped",
    "Africa/Cairo,        2026-04-24T00:30,    2026-04-23T22:00:00Z, half past midnight skipped",
    "Asia/Beirut,         2026-03-29T00:00,    2026-03-28T22:00:00Z, midnight skipped",
    "America/Santiago,    2026-09-06T00:00,    2026-09-06T04:00:00Z, midnight skipped",
    "America/Santiago,    2026-04-04T23:30,    2026-04-05T02:30:00Z, the last hour of a day twice",
    "Asia/Kathmandu,      2026-06-01T09:00,    2026-06-01T03:15:00Z, a quarter of an hour"
  })
  void localTimesAreInstants(ZoneId zone, LocalDateTime local, Instant expected, String why) {
    assertThat(LocalTimes.at(local, zone)).as(why).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {2} from {1} is {3}")
  @DisplayName("T3: the next time of day is now, later today, or tomorrow")
  @CsvSource({
    "Europe/Berlin,    2026-06-01T07:00:00Z, 09:00, 2026-06-01T07:00:00Z",
    "Europe/Berlin,    2026-06-01T07:00:01Z, 09:00, 2026-06-02T07:00:00Z",
    "Europe/Berlin,    2026-06-01T06:59:59Z, 09:00, 2026-06-01T07:00:00Z",
    "Europe/Berlin,    2026-03-28T12:00:00Z, 02:30, 2026-03-29T01:00:00Z",
    "Europe/Berlin,    2026-10-24T12:00:00Z, 02:30, 2026-10-25T00:30:00Z",
    "Europe/Berlin,    2026-10-25T01:10:00Z, 02:30, 2026-10-26T01:30:00Z",
    "America/Santiago, 2026-09-05T12:00:00Z, 00:00, 2026-09-06T04:00:00Z",
    "Pacific/Apia,     2011-12-29T22:00:00Z, 10:00, 2011-12-30T10:00:00Z"
  })
  void theNextTimeOfDay(ZoneId zone, Instant from, LocalTime time, Instant expected) {
    assertThat(LocalTimes.next(time, from, zone)).isEqualTo(expected);
  }

  @Test
  void aDayThatClocksShowAgainHasEnded() {
    // One minute past midnight of 7 November 2010, clocks in St. John's went back to 23:01.
    ZoneId zone = ZoneId.of("America/St_Johns");
    Instant shownAgain = Instant.parse("2010-11-07T02:41:00Z");
    assertThat(shownAgain.atZone(zone).toLocalDateTime())
        .isEqualTo(LocalDateTime.parse("2010-11-06T23:11"));
    assertThat(LocalTimes.day(shownAgain, zone)).isEqualTo(LocalDate.parse("2010-11-07"));
  }

  @Seeds(500)
  @DisplayName("T3: every instant lies in exactly one day, and the next time of day is within it")
  void daysAndTimesOfDayFollowTheClock(long seed, SplittableRandom random) {
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    Instant from = Instant.ofEpochSecond(random.nextLong(1_100_000_000L, 2_000_000_000L));
    LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));

    LocalDate day = LocalTimes.day(from, zone);
    assertThat(LocalTimes.midnight(day, zone)).isBeforeOrEqualTo(from);
    assertThat(LocalTimes.midnight(day.plusDays(1), zone)).isAfter(from);

    Instant next = LocalTimes.next(time, from, zone);
    assertThat(next).isBetween(from, from.plus(Duration.ofHours(49)));
    LocalDateTime shown = LocalDateTime.ofInstant(next, zone);
    boolean afterGap = zone.getRules().getTransition(shown.toLocalDate().atTime(time)) != null;
    assertThat(shown.toLocalTime().equals(time) || afterGap).isTrue();
  }
}
