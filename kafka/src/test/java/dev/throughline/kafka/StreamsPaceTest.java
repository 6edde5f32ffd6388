package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamsPaceTest {
  private static final long START = 1_000_000;

  private final StreamsPace pace = new StreamsPace(Duration.ofMillis(50));

  /// How many commits are asked for in a time in which something goes out every millisecond.
  private int commits(long from, int spanMs) {
    int commits = 0;
    for (long now = from; now < from + spanMs; now++) {
      pace.sent();
      if (pace.isDue(now)) {
        commits++;
      }
    }
    return commits;
  }

  @Test
  void nothingIsCommittedWhereNobodyWaits() {
    assertThat(pace.isDue(START)).isFalse();
    pace.sent();
    assertThat(pace.isDue(START)).isTrue();
    assertThat(pace.isDue(START + 1_000)).isFalse();
  }

  @Test
  void fourInARowAndThenOneInFiftyMilliseconds() {
    assertThat(commits(START, 40)).isEqualTo(4);
    assertThat(commits(START + 40, 1_000)).isEqualTo(20);
    assertThat(commits(START + 2_000, 40)).isEqualTo(4);
  }

  @Test
  void aClockThatIsTurnedBackHoldsNothingUp() {
    assertThat(commits(START, 500)).isPositive();
    pace.sent();
    assertThat(pace.isDue(START - 100_000)).isTrue();
    assertThat(commits(START - 100_000, 1_000)).isBetween(20, 25);
  }
}
