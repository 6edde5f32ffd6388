package dev.throughline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarSpanTest {
  @ParameterizedTest(name = "{1} after {0} in {2}")
  @CsvSource({
    "2026-03-07T17:00:00Z, P1D,     America/New_York,    2026-03-08T16:00:00Z",
    "2026-03-07T17:00:00Z, PT24H,   America/New_York,    2026-03-08T17:00:00Z",
    "2026-03-07T07:30:00Z, P1D,     America/New_York,    2026-03-08T07:00:00Z",
    "2026-10-31T05:30:00Z, P1D,     America/New_York,    2026-11-01T05:30:00Z",
    "2026-11-01T06:30:00Z, P1D,     America/New_York,    2026-11-02T06:30:00Z",
    "2026-11-01T06:30:00Z, P0D,     America/New_York,    2026-11-01T06:30:00Z",
    "2026-03-07T07:30:00Z, P1DT2H,  America/New_York,    2026-03-08T09:00:00Z",
    "2026-10-03T15:00:00Z, P1D,     Australia/Lord_Howe, 2026-10-04T14:30:00Z",
    "2011-12-29T20:00:00Z, P1D,     Pacific/Apia,        2011-12-30T10:00:00Z",
    "2011-12-29T20:00:00Z, P2D,     Pacific/Apia,        2011-12-30T20:00:00Z",
    "2026-01-31T12:00:00Z, P1M,     UTC,                 2026-02-28T12:00:00Z",
    "2026-01-31T12:00:00Z, P1M1D,   UTC,                 2026-03-01T12:00:00Z",
    "2024-02-29T12:00:00Z, P1Y,     UTC,                 2025-02-28T12:00:00Z",
    "2026-03-31T12:00:00Z, -P1M,    UTC,                 2026-02-28T12:00:00Z",
    "2026-03-09T16:00:00Z, -P2DT1H, America/New_York,    2026-03-07T16:00:00Z"
  })
  void daysFollowTheCalendarAndHoursTheClock(
      Instant start, String span, ZoneId zone, Instant expected) {
    assertThat(CalendarSpan.of(span).after(start, zone)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} reads as {1}")
  @CsvSource({
    "PT90M, PT1H30M",
    "PT24H, PT24H",
    "P1D, P1D",
    "P2W, P14D",
    "P1W2D, P9D",
    "P1Y2M3DT4H5M6.7S, P1Y2M3DT4H5M6.7S",
    "-P60D, -P60D",
    "-P1DT2H, -P1DT2H",
    "-PT36H, -PT36H",
    "-P2M, -P2M",
    "-PT1H30M, -PT1H30M",
    "P0D, P0D",
    "PT0S, P0D"
  })
  void theTextOfASpanReadsBackAsIt(String text, String written) {
    CalendarSpan span = CalendarSpan.of(text);
    assertThat(span).hasToString(written);
    assertThat(CalendarSpan.parse(written)).contains(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "-",
        "-P",
        "P1",
        "1D",
        "P1DT",
        "PT1D",
        "P1H",
        "p1d",
        "P1.5D",
        " P1D",
        "P1D ",
        "--P1D",
        "+P1D",
        "P-1D",
        "P+1D",
        "P1DT-2H",
        "-P-2147483648D",
        "P1100Y",
        "PT999999999999999H",
        "P2147483647Y",
        "P99999999999D",
        "one day",
        "PT1H1D"
      })
  void whatIsNoDurationIsRefused(String text) {
    assertThat(CalendarSpan.parse(text)).isEmpty();
  }

  @Test
  void aSpanNeverPointsBothWays() {
    assertThatThrownBy(() -> new CalendarSpan(Period.ofDays(1), Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CalendarSpan(Period.of(0, 1, -1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void spansAreOrderedByTheirLength() {
    assertThat(CalendarSpan.of("PT23H")).isLessThan(CalendarSpan.of("P1D"));
    assertThat(CalendarSpan.of("P1M")).isLessThan(CalendarSpan.of("P31D"));
    assertThat(CalendarSpan.of("-P1D")).isLessThan(CalendarSpan.ZERO);
    assertThat(CalendarSpan.of("-P1D").isNegative()).isTrue();
    assertThat(CalendarSpan.of("PT0S").isZero()).isTrue();
  }

  @Seeds
  void everySpanReadsBackAndUndoesItself(long seed, SplittableRandom random) {
    int wholeDays = random.nextInt(3) * 17;
    Period days = Period.of(random.nextInt(3), random.nextInt(3) * random.nextInt(14), wholeDays);
    Duration clock = Duration.ofMillis(random.nextInt(2) * random.nextLong(300_000_000L));
    CalendarSpan span = new CalendarSpan(days, clock);
    CalendarSpan either = random.nextBoolean() ? span : span.negated();
    assertThat(CalendarSpan.parse(either.toString())).contains(either);

    CalendarSpan fixed = new CalendarSpan(Period.ofDays(wholeDays), clock);
    Instant start = Instant.ofEpochSecond(random.nextLong(2_000_000_000L));
    assertThat(fixed.before(fixed.after(start, ZoneOffset.UTC), ZoneOffset.UTC)).isEqualTo(start);
  }

  @Seeds
  void aLaterStartNeverEndsEarlierByADay(long seed, SplittableRandom random) {
    ZoneId zone = ZoneId.of("America/New_York");
    Instant start = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 1_900_000_000L));
    CalendarSpan span = new CalendarSpan(Period.ofDays(random.nextInt(1, 60)), Duration.ZERO);
    assertThat(span.after(start, zone)).isAfter(start);
  }
}
