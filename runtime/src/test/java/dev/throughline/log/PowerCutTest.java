package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.testkit.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerCutTest {
  private static final int SEEDS_TO_SEE_A_MISTAKE = 2_000;

  @Seeds(5_000)
  void aCrashLosesNothingThatWasAcknowledged(long seed, SplittableRandom random) {
    new PowerCuts(random, disk -> disk).run();
  }

  @ParameterizedTest
  @EnumSource
  void theLawSees(BadDisk.Mistake mistake) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS_TO_SEE_A_MISTAKE; seed++) {
                new PowerCuts(new SplittableRandom(seed), disk -> BadDisk.of(disk, mistake)).run();
              }
            })
        .isInstanceOfAny(AssertionError.class, LogDamaged.class);
  }
}
