package dev.throughline.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest(name = "{0} after {2} in {1} is {3}")
  @CsvSource({
    "0 9 * * 1,    Europe/Berlin,    2026-06-01T07:00:00Z, 2026-06-08T07:00:00Z",
    "0 9 * * 1,    Europe/Berlin,    2026-06-01T06:59:59Z, 2026-06-01T07:00:00Z",
    "0 9 * * 0,    UTC,              2026-06-01T00:00:00Z, 2026-06-07T09:00:00Z",
    "0 0 31 * *,   UTC,              2026-03-31T00:00:00Z, 2026-05-31T00:00:00Z",
    "0 0 29 2 *,   UTC,              2026-06-01T00:00:00Z, 2028-02-29T00:00:00Z",
    "0 0 29 2 *,   UTC,              2096-02-29T00:00:00Z, 2104-02-29T00:00:00Z",
    "0 0 13 * 5,   UTC,              2026-06-01T00:00:00Z, 2026-06-05T00:00:00Z",
    "0 0 13 * 5,   UTC,              2026-06-12T00:00:00Z, 2026-06-13T00:00:00Z",
    "59 23 31 12 *,UTC,              2026-12-31T23:59:00Z, 2027-12-31T23:59:00Z",
    "30 2 * * *,   America/New_York, 2026-03-08T06:00:00Z, 2026-03-08T07:00:00Z",
    "30 2 * * *,   America/New_York, 2026-03-08T07:00:00Z, 2026-03-09T06:30:00Z",
    "30 1 * * *,   America/New_York, 2026-11-01T05:00:00Z, 2026-11-01T05:30:00Z",
    "30 1 * * *,   America/New_York, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
    "0 0 * * *,    America/Santiago, 2026-09-05T12:00:00Z, 2026-09-06T04:00:00Z"
  })
  @DisplayName("T3: the next occurrence; skipped times fire after the gap, repeated ones once")
  void theNextOccurrence(String text, ZoneId zone, Instant after, Instant expected) {
    assertThat(cron(text).next(after, zone)).contains(expected);
  }

  @Test
  void aDateThatNeverComesHasNoOccurrence() {
    assertThat(cron("0 0 30 2 *").next(Instant.parse("2026-01-01T00:00:00Z"), NEW_YORK)).isEmpty();
  }

  @Seeds(50)
  void occurrencesAreThoseThatTheClockShows(long seed, SplittableRandom random) {
    int hour = random.nextInt(4, 24);
    int minute = random.nextInt(60);
    int weekday = random.nextInt(7);
    Cron cron = cron("%d %d * * %d".formatted(minute, hour, weekday));
    Instant after =
        Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 1_900_000_000L))
            .truncatedTo(ChronoUnit.MINUTES);

    Optional<Instant> next = cron.next(after, NEW_YORK);

    Instant tick = after.plus(Duration.ofMinutes(1));
    while (!shows(tick.atZone(NEW_YORK), LocalTime.of(hour, minute), weekday)) {
      tick = tick.plus(Duration.ofMinutes(1));
    }
    assertThat(next).contains(tick);
  }

  private static boolean shows(ZonedDateTime now, LocalTime time, int weekday) {
    return now.toLocalTime().equals(time) && now.getDayOfWeek().getValue() % 7 == weekday;
  }

  private static Cron cron(String text) {
    String[] fields = text.split(" ", -1);
    return new Cron(
        text,
        bits(fields[0], 0, 59),
        bits(fields[1], 0, 23),
        bits(fields[2], 1, 31),
        bits(fields[3], 1, 12),
        bits(fields[4], 0, 6));
  }

  private static BitSet bits(String field, int least, int most) {
    BitSet bits = new BitSet();
    if (field.equals("*")) {
      bits.set(least, most + 1);
    } else {
      bits.set(Integer.parseInt(field));
    }
    return bits;
  }
}
