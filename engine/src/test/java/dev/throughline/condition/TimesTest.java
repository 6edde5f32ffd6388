package dev.throughline.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-03-01,                     2026-02-28T23:00:00Z",
    "2026-03-01T09:30,               2026-03-01T08:30:00Z",
    "2026-03-01 09:30:15,            2026-03-01T08:30:15Z",
    "2026-03-01T09:30:15Z,           2026-03-01T09:30:15Z",
    "2026-03-01T09:30:15.25Z,        2026-03-01T09:30:15.250Z",
    "2026-03-01T09:30:15.123456789Z, 2026-03-01T09:30:15.123456789Z",
    "2026-03-01T09:30:15+02:00,      2026-03-01T07:30:15Z",
    "2026-03-01T09:30:15-0330,       2026-03-01T13:00:15Z",
    "2026-03-29T02:30,               2026-03-29T01:00:00Z",
    "2024-02-29,                     2024-02-28T23:00:00Z",
  })
  void isoDatesAndTimesAreMoments(String text, String instant) {
    assertThat(Times.parse(text, BERLIN)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pro",
        "2026-02-29",
        "2026-13-01",
        "2026-3-1",
        "2026-03-01T",
        "2026-03-01T25:00",
        "2026-03-01T09:30:15.Z",
        "2026-03-01T09:30:15+2",
        "2026-03-01T09:30:15Zulu",
        "2026-03-01T09:30:15+19:00",
        "20260301T093015Z",
        "0000-00-00",
        "２０２６-03-01"
      })
  void otherTextIsNoMoment(String text) {
    assertThat(Times.parse(text, BERLIN)).isEmpty();
  }

  @Test
  void spansAreIsoOrInUnits() {
    assertThat(Times.parseSpan("P1DT2H")).contains(Duration.ofHours(26));
    assertThat(Times.parseSpan("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(Times.parseSpan("-1.5s")).contains(Duration.ofMillis(-1500));
    assertThat(Times.parseSpan("250ms")).contains(Duration.ofMillis(250));
    for (String wrong :
        new String[] {
          "", "-", "1", "h", "1h 2m", "PT", "P1DT9223372036854775807S", "P2147483647W", "1d"
        }) {
      assertThat(Times.parseSpan(wrong)).as(wrong).isEmpty();
    }
  }
}
