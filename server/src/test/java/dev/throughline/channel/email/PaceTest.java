package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void tenASecondAreATenthOfASecondApart() {
    Pace pace = new Pace(10, 0);

    assertThat(pace.take(0, MINUTE)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(0, MINUTE)).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.take(0, MINUTE)).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.take(Duration.ofSeconds(5).toNanos(), MINUTE)).isEqualTo(Duration.ZERO);
  }

  @Test
  void aTurnThatIsTooFarAwayIsNotTaken() {
    Pace pace = new Pace(1, 0);
    Duration second = Duration.ofSeconds(1);

    assertThat(pace.take(0, second)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(0, second)).isEqualTo(second);
    assertThat(pace.take(0, second)).isEqualTo(Duration.ofSeconds(2));
    assertThat(pace.take(0, second)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void noRateIsNoWait() {
    Pace pace = new Pace(0, 0);

    assertThat(pace.take(0, Duration.ZERO)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(0, Duration.ZERO)).isEqualTo(Duration.ZERO);
  }
}
