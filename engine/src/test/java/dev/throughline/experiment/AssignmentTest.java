package dev.throughline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.journey.Step.Split.Share;
import dev.throughline.testkit.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
  private static final int PEOPLE = 100_000;

  @ParameterizedTest(name = "{1}/{2} under {0} lies in bucket {3}")
  @DisplayName("H1: an arm never changes, in any version of the program")
  @CsvSource({
    "throughline, global,        u1, 4027",
    "throughline, cart-recovery, u1, 4893",
    "throughline, cart-recovery, u2, 2564",
    "throughline, cart-recovery, u7, 5811",
    "other,       cart-recovery, u1, 1909"
  })
  void knownBuckets(String salt, String experiment, String id, int bucket) {
    assertThat(Assignment.heldOut(salt, experiment, id, bucket)).isFalse();
    assertThat(Assignment.heldOut(salt, experiment, id, bucket + 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"throughline", "s1", "a longer salt, 2026-Q3"})
  @DisplayName("H1: every share is as large as planned")
  void heldOutSharesAreThosePlanned(String salt) {
    for (int basisPoints : List.of(100, 500, 1_000, 2_500, 5_000)) {
      long out =
          people().filter(i -> Assignment.heldOut(salt, "cart", "user-" + i, basisPoints)).count();
      double rest = Assignment.BUCKETS - basisPoints;
      assertThat(
              SampleRatio.pValue(List.of(out, PEOPLE - out), List.of((double) basisPoints, rest)))
          .isGreaterThan(SampleRatio.ALARM);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throughline", "s1", "a longer salt, 2026-Q3"})
  @DisplayName("H1: people are uniform over a hundred equal slices of the buckets")
  void slicesAreUniform(String salt) {
    SequencedMap<String, Share> slices = new LinkedHashMap<>();
    IntStream.range(0, 100).forEach(i -> slices.put("s" + i, new Share(1, null)));
    int[] counts = new int[100];
    people()
        .forEach(i -> {
          String arm = Assignment.splitArm(salt, "cart/test", Integer.toString(i), slices);
          counts[Integer.parseInt(arm.substring(1))]++;
        });
    assertThat(pValue(counts, PEOPLE / 100.0)).isGreaterThan(SampleRatio.ALARM);
  }

  @Test
  @DisplayName("H1: who is held out of one experiment says nothing about the next")
  void experimentsAreIndependent() {
    List<String> keys = List.of("global", "cart", "cart/remind", "cart2", "win-back");
    for (String one : keys) {
      for (String other : keys.subList(keys.indexOf(one) + 1, keys.size())) {
        int[] counts = new int[4];
        people()
            .forEach(i -> {
              boolean a = Assignment.heldOut("salt", one, "u" + i, 5_000);
              boolean b = Assignment.heldOut("salt", other, "u" + i, 5_000);
              counts[(a ? 2 : 0) + (b ? 1 : 0)]++;
            });
        assertThat(pValue(counts, PEOPLE / 4.0)).as("%s, %s", one, other).isGreaterThan(0.001);
      }
    }
  }

  @Seeds(500)
  @DisplayName("H1: a larger share holds out the same people and more")
  void raisingTheShareOnlyAddsPeople(long seed, SplittableRandom random) {
    String id = "user-" + random.nextInt();
    boolean before = false;
    for (int basisPoints = 0; basisPoints <= Assignment.BUCKETS; basisPoints += 250) {
      boolean out = Assignment.heldOut("salt", "cart", id, basisPoints);
      assertThat(out || !before).isTrue();
      before = out;
    }
    assertThat(Assignment.heldOut("salt", "cart", id, 0)).isFalse();
    assertThat(before).isTrue();
  }

  @Test
  void splitArmsHaveTheirWeights() {
    SequencedMap<String, Share> arms = new LinkedHashMap<>();
    arms.put("a", new Share(1, null));
    arms.put("none", new Share(0, null));
    arms.put("b", new Share(2, null));
    List<Long> counts =
        List.copyOf(arms.keySet()).stream()
            .map(arm -> people().filter(i -> arm.equals(split(i, arms))).count())
            .toList();
    assertThat(SampleRatio.pValue(counts, List.of(1.0, 0.0, 2.0))).isGreaterThan(SampleRatio.ALARM);
  }

  @Test
  void aSplitWithoutWeightIsOurMistake() {
    SequencedMap<String, Share> arms = new LinkedHashMap<>();
    arms.put("a", new Share(0, null));
    assertThatThrownBy(() -> split(1, arms)).isInstanceOf(IllegalStateException.class);
  }

  private static String split(int person, SequencedMap<String, Share> arms) {
    return Assignment.splitArm("salt", "cart/test", "u" + person, arms);
  }

  private static IntStream people() {
    return IntStream.range(0, PEOPLE);
  }

  private static double pValue(int[] counts, double expected) {
    double distance =
        IntStream.of(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    return ChiSquaredDistribution.of(counts.length - 1).survivalProbability(distance);
  }
}
