package dev.throughline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The clock of a demo goes through the history in steps, then beside the real time.
class DemoClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TODAY = START.plus(Duration.ofHours(3));
  private static final long STEP = DemoClock.STEP.toMillis();

  private final DemoClock clock = new DemoClock(START, START);

  @Test
  void theHistoryIsGoneThroughStepByStepUntilThePresent() {
    long realMs = TODAY.toEpochMilli();

    assertThat(step(realMs)).isEqualTo(STEP);
    assertThat(step(realMs)).isEqualTo(STEP);
    assertThat(clock.state().phase()).isEqualTo(DemoClock.Phase.HISTORY);
    assertThat(clock.state().catchingUpTo()).isEqualTo(TODAY);
    assertThat(clock.state().progress()).isBetween(0.1, 0.9);
    arrive(realMs);

    assertThat(clock.state().phase()).isEqualTo(DemoClock.Phase.LIVE);
    assertThat(clock.state().now()).isEqualTo(TODAY);
    assertThat(clock.state().catchingUpTo()).isNull();
    assertThat(clock.state().progress()).isEqualTo(1);
  }

  @Test
  void aliveWorldGoesBesideTheRealTime() {
    arrive(TODAY.toEpochMilli());

    assertThat(step(TODAY.toEpochMilli() + 1_000)).isEqualTo(1_000);
    assertThat(step(TODAY.toEpochMilli() + 1_000)).isZero();
  }

  @Test
  void speedMultipliesWhatPasses() {
    arrive(TODAY.toEpochMilli());
    clock.speed(60);

    assertThat(step(TODAY.toEpochMilli() + 1_000)).isEqualTo(60_000);
    assertThat(clock.state().speed()).isEqualTo(60);
  }

  @Test
  void nothingPassesWhilePausedAndNothingIsMadeUpForAtSpeed() {
    arrive(TODAY.toEpochMilli());
    clock.speed(60);
    clock.pause();

    assertThat(step(TODAY.toEpochMilli() + 60_000)).isZero();
    assertThat(clock.state().paused()).isTrue();
    clock.resume();
    assertThat(step(TODAY.toEpochMilli() + 61_000)).isEqualTo(60_000);
  }

  @Test
  void aLeapIsTakenInStepsAndEndsWhereItShould() {
    arrive(TODAY.toEpochMilli());
    clock.fastForward(Duration.ofMinutes(70));

    assertThat(clock.state().catchingUpTo()).isEqualTo(TODAY.plus(Duration.ofMinutes(70)));
    while (clock.isHurrying()) {
      assertThat(step(TODAY.toEpochMilli())).isPositive();
    }
    assertThat(clock.state().now()).isEqualTo(TODAY.plus(Duration.ofMinutes(70)));
    assertThat(step(TODAY.toEpochMilli() + 500)).isEqualTo(500);
  }

  private void arrive(long realMs) {
    while (clock.getAsLong() < realMs) {
      step(realMs);
    }
    step(realMs);
  }

  private long step(long realMs) {
    long beforeMs = clock.getAsLong();
    clock.stepTo(clock.next(realMs));
    return clock.getAsLong() - beforeMs;
  }
}
