package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

  @Seeds(2_000)
  void aMomentIsWrittenAsIsoSaysAndReadAsItWas(long seed, SplittableRandom random) {
    Instant moment =
        Instant.ofEpochSecond(random.nextLong(FIRST, LAST), random.nextInt(1_000_000_000));
    Instant exact = moment.truncatedTo(ChronoUnit.MILLIS);
    assertThat(Timestamps.write(moment)).isEqualTo(exact.toString());
    assertThat(Timestamps.parse(Timestamps.write(moment))).isEqualTo(exact);
  }

  @Test
  void secondsStandAloneWhereThereIsNoMore() {
    assertThat(Timestamps.write(Instant.parse("2026-01-05T09:00:00.0009Z")))
        .isEqualTo("2026-01-05T09:00:00Z");
    assertThat(Timestamps.write(Instant.parse("2026-01-05T09:00:00.010Z")))
        .isEqualTo("2026-01-05T09:00:00.010Z");
  }

  @Test
  void yearsBeyondFourDigitsAreWrittenAsTheLibraryDoes() {
    Instant far = Instant.parse("+12026-01-05T09:00:00Z");
    assertThat(Timestamps.write(far)).isEqualTo(far.toString());
    Instant early = Instant.parse("-0044-03-15T12:00:00Z");
    assertThat(Timestamps.write(early)).isEqualTo(early.toString());
  }

  @Test
  void nothingIsNoMoment() {
    assertThat(Timestamps.parse("")).isNull();
  }
}
