package dev.throughline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.throughline.experiment.Lift.Estimate;
import dev.throughline.testkit.Known;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiftTest {
  private static final Percentage EXACT = Percentage.withPercentage(1e-7);

  static List<Map<String, String>> hillstrom() {
    return Known.rows("hillstrom_lift.csv");
  }

  static List<Map<String, String>> published() {
    return Known.rows("lift.csv");
  }

  static List<Map<String, String>> sampleRatios() {
    return Known.rows("sample_ratio.csv");
  }

  @ParameterizedTest
  @MethodSource("hillstrom")
  void theLiftOfAKnownExperiment(Map<String, String> known) {
    String[] arms = cell(known, "comparison").split(" vs ", -1);
    Sample treated = arm(arms[0], cell(known, "outcome"));
    Sample control = arm(arms[1], cell(known, "outcome"));

    Lift lift = Lift.of(treated, control);

    assertThat(treated.mean()).isCloseTo(number(known, "mean_t"), EXACT);
    check(lift.absolute(), known, "diff", "se_unequal_var", "ci95_lo", "ci95_hi");
    check(lift.relative(), known, "rel_lift", null, "rel_ci95_lo_delta", "rel_ci95_hi_delta");
    assertThat(lift.incremental()).isCloseTo(number(known, "incremental_total_in_treated"), EXACT);
    assertThat(lift.pValue()).isPositive().isCloseTo(number(known, "p_two_sided"), offset(1e-12));
  }

  @ParameterizedTest
  @MethodSource("published")
  void theLiftThatAPublishedEngineFinds(Map<String, String> known) {
    Sample treated = sample(known, "_t");
    Sample control = sample(known, "_c");

    Lift lift = Lift.of(treated, control);

    if (cell(known, "difference").isEmpty()) {
      assertThat(lift.relative()).isNull();
    } else if (cell(known, "kind").equals("mean")) {
      check(
          lift.absolute(),
          known,
          "difference",
          "difference_se",
          "difference_low",
          "difference_high");
      check(lift.relative(), known, "relative", "relative_se", "relative_low", "relative_high");
    } else {
      // It divides the variance of a rate by n, we by n - 1 as for every other mean.
      double error = Math.sqrt(population(treated) + population(control));
      assertThat(error).isCloseTo(number(known, "difference_se"), EXACT);
      Estimate absolute = Objects.requireNonNull(lift.absolute());
      assertThat(absolute.value()).isCloseTo(number(known, "difference"), offset(1e-12));
      assertThat(absolute.low())
          .isCloseTo(number(known, "difference_low"), offset(error * 2 / control.n()));
    }
  }

  @ParameterizedTest
  @MethodSource("sampleRatios")
  void theSampleRatioCheckOfAPublishedEngine(Map<String, String> known) {
    List<Long> people = words(known, "people").stream().map(Long::valueOf).toList();
    List<Double> weights = words(known, "weights").stream().map(Double::valueOf).toList();
    assertThat(SampleRatio.pValue(people, weights))
        .isCloseTo(number(known, "p_value"), offset(1e-9));
  }

  @Test
  void peopleInAnArmThatWasNotPlannedAreAnAlarm() {
    assertThat(SampleRatio.pValue(List.of(10L, 1L), List.of(1.0, 0.0))).isZero();
    assertThat(SampleRatio.pValue(List.of(10L, 0L), List.of(1.0, 0.0))).isEqualTo(1);
  }

  @Test
  void whatCannotBeSaidYetIsNull() {
    Sample one = Sample.ofRate(1, 1);
    Sample many = Sample.ofRate(10, 5);
    Sample never = Sample.ofRate(10, 0);
    assertThat(Lift.of(Sample.EMPTY, many).absolute()).isNull();
    assertThat(Lift.of(many, Sample.EMPTY).incremental()).isNull();
    assertThat(Lift.of(one, many).absolute()).isEqualTo(new Estimate(0.5, null, null, null));
    assertThat(Lift.of(many, one).pValue()).isNull();
    assertThat(Lift.of(never, never).absolute()).isEqualTo(new Estimate(0, null, null, null));
    assertThat(Lift.of(many, never).relative()).isNull();
    assertThat(Lift.of(many, never).pValue()).isBetween(0.0, 0.01);
  }

  @Seeds
  void anySampleIsTheSumOfItsParts(long seed, SplittableRandom random) {
    Sample left = Sample.EMPTY;
    Sample right = Sample.EMPTY;
    double[] values = new double[random.nextInt(2, 40)];
    for (int i = 0; i < values.length; i++) {
      BigDecimal value = BigDecimal.valueOf(random.nextInt(100_000), 2);
      values[i] = value.doubleValue();
      if (random.nextBoolean()) {
        left = left.with(value);
      } else {
        right = right.with(value);
      }
    }
    Sample all = left.plus(right);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    assertThat(all.mean()).isCloseTo(mean, Percentage.withPercentage(1e-9));
    assertThat(all.variance()).isCloseTo(variance, Percentage.withPercentage(1e-6));
    assertThat(all).isEqualTo(right.plus(left));
  }

  private static Sample arm(String name, String outcome) {
    Sample sample = Sample.EMPTY;
    for (Map<String, String> row : Known.rows("hillstrom_arms.csv")) {
      String segment = cell(row, "segment");
      boolean wanted =
          name.equals("none")
              ? segment.startsWith("No")
              : segment.startsWith(name) || (name.startsWith("Any") && !segment.startsWith("No"));
      if (wanted) {
        long n = Long.parseLong(cell(row, "n"));
        sample =
            sample.plus(
                switch (outcome) {
                  case "visit" -> Sample.ofRate(n, Long.parseLong(cell(row, "visits")));
                  case "conversion" -> Sample.ofRate(n, Long.parseLong(cell(row, "conversions")));
                  default ->
                      new Sample(
                          n,
                          new BigDecimal(cell(row, "spend_sum")),
                          new BigDecimal(cell(row, "spend_sumsq")));
                });
      }
    }
    return sample;
  }

  private static Sample sample(Map<String, String> row, String arm) {
    return new Sample(
        Long.parseLong(cell(row, "n" + arm)),
        new BigDecimal(cell(row, "sum" + arm)),
        new BigDecimal(cell(row, "squares" + arm)));
  }

  private static double population(Sample sample) {
    double n = sample.n();
    return sample.variance() * (n - 1) / n / n;
  }

  private static void check(
      @Nullable Estimate found,
      Map<String, String> known,
      String value,
      @Nullable String error,
      String low,
      String high) {
    Estimate estimate = Objects.requireNonNull(found);
    assertThat(estimate.value()).isCloseTo(number(known, value), offset(1e-9));
    if (error != null) {
      assertThat(estimate.standardError()).isCloseTo(number(known, error), EXACT);
    }
    assertThat(estimate.low()).isCloseTo(number(known, low), offset(1e-8));
    assertThat(estimate.high()).isCloseTo(number(known, high), offset(1e-8));
  }

  private static List<String> words(Map<String, String> row, String column) {
    return List.of(cell(row, column).split(" ", -1));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(cell(row, column));
  }

  private static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalStateException("No column %s in %s".formatted(column, row.keySet()));
    }
    return cell;
  }
}
