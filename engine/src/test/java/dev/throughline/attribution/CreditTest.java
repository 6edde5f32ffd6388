package dev.throughline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.throughline.testkit.Known;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CreditTest {
  private static final Instant CONVERTED = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  static List<Map<String, String>> heuristics() {
    return Known.rows("heuristics.csv");
  }

  @ParameterizedTest
  @MethodSource("heuristics")
  void theWeightsOfAnIndependentImplementation(Map<String, String> known) {
    Model model = Model.of(known.getOrDefault("model", "")).orElseThrow();
    List<Instant> times =
        words(known, "ages_hours")
            .map(hours ->
                CONVERTED.minus(Duration.ofSeconds(Math.round(Double.parseDouble(hours) * 3_600))))
            .toList();

    List<BigDecimal> weights =
        Credit.weights(model, times, Duration.parse(known.getOrDefault("half_life", "")));

    List<Double> expected = words(known, "weights").map(Double::valueOf).toList();
    assertThat(weights).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(weights.get(i).doubleValue()).isCloseTo(expected.get(i), offset(1e-12));
    }
  }

  @ParameterizedTest(name = "{0} days before: {1} gives {2}")
  @CsvSource({
    "3,          first,      1",
    "3,          position,   1",
    "3,          time-decay, 1",
    "9 3,        first,      1 0",
    "9 3,        last,       0 1",
    "9 3,        linear,     0.5 0.5",
    "9 3,        position,   0.5 0.5",
    "9 2,        time-decay, 0.333333333333333 0.666666666666667",
    "9 5 3,      position,   0.4 0.2 0.4",
    "9 5 4 3,    position,   0.4 0.1 0.1 0.4",
    "9 9 9,      linear,     0.333333333333334 0.333333333333333 0.333333333333333",
    "21 14 7 0,  time-decay, 0.066666666666667 0.133333333333333 0.266666666666667 0.533333333333333"
  })
  void theWeightsOfEachModel(String days, String model, String expected) {
    List<Instant> times =
        Stream.of(days.split(" ", -1))
            .map(day -> CONVERTED.minus(Duration.ofDays(Long.parseLong(day))))
            .toList();
    assertThat(Credit.weights(Model.of(model).orElseThrow(), times, WEEK))
        .map(BigDecimal::toPlainString)
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void touchesOfAnyAgeHaveTimeDecayWeights() {
    List<Instant> old =
        List.of(CONVERTED.minus(Duration.ofDays(9_007)), CONVERTED.minus(Duration.ofDays(9_000)));
    assertThat(Credit.weights(Model.TIME_DECAY, old, WEEK))
        .map(BigDecimal::toPlainString)
        .containsExactly("0.333333333333333", "0.666666666666667");
    List<Instant> apart = List.of(Instant.EPOCH, CONVERTED);
    assertThat(Credit.weights(Model.TIME_DECAY, apart, Duration.ofMinutes(1)))
        .containsExactly(BigDecimal.ZERO, BigDecimal.ONE);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void withoutTouchesThereIsNoWeight(Model model) {
    assertThat(Credit.weights(model, List.of(), WEEK)).isEmpty();
    assertThat(Model.of(model.key())).contains(model);
  }

  @ParameterizedTest(name = "{0} by {1} is {3}")
  @DisplayName("C1: the largest remainders get the units left, the earlier on a tie")
  @CsvSource({
    "100,     1 1 1,         2, 33.34 33.33 33.33",
    "-100,    1 1 1,         2, -33.34 -33.33 -33.33",
    "0.02,    1 1 1,         2, 0.01 0.01 0.00",
    "0.01,    0 1 1,         2, 0.00 0.01 0.00",
    "0,       1 1,           2, 0.00 0.00",
    "10,      0.4 0.2 0.4,   0, 4 2 4",
    "1000,    1 1 1,         0, 334 333 333",
    "10.005,  1 1,           3, 5.003 5.002",
    "0.05,    0.5 0.3 0.2,   2, 0.03 0.01 0.01",
    "99.99,   0.1 0.1 0.8,   2, 10.00 10.00 79.99"
  })
  void amountsAreSplitToTheSmallestUnit(
      BigDecimal value, String weights, int digits, String expected) {
    List<BigDecimal> shares = Stream.of(weights.split(" ", -1)).map(BigDecimal::new).toList();
    assertThat(Credit.split(value, shares, digits))
        .map(BigDecimal::toPlainString)
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest(name = "{0} {1} has {2} decimals")
  @CsvSource({"10, EUR, 2", "10.005, EUR, 3", "10.500, EUR, 2", "10, JPY, 0", "1E+3, KWD, 3"})
  void anAmountIsSplitToItsCurrencysSmallestUnitOrItsOwn(
      BigDecimal value, String currency, int digits) {
    assertThat(Credit.digits(value, currency)).isEqualTo(digits);
  }

  @Seeds(500)
  @DisplayName("C1: parts sum to the whole, each within a unit of its quota; weights sum to 1")
  void nothingIsLostInASplit(long seed, SplittableRandom random) {
    Model model = List.of(Model.values()).get(random.nextInt(5));
    List<Instant> times =
        random
            .longs(random.nextLong(1, 40), 0, 5_000_000)
            .sorted()
            .mapToObj(CONVERTED::minusSeconds)
            .toList()
            .reversed();
    List<BigDecimal> weights = Credit.weights(model, times, WEEK);
    assertThat(sum(weights)).isEqualByComparingTo("1");

    int digits = random.nextInt(4);
    BigDecimal value = BigDecimal.valueOf(random.nextLong(-10_000_000, 10_000_000), digits);
    List<BigDecimal> parts = Credit.split(value, weights, digits);
    assertThat(sum(parts)).isEqualByComparingTo(value);
    BigDecimal unit = BigDecimal.ONE.movePointLeft(digits);
    for (int i = 0; i < parts.size(); i++) {
      BigDecimal quota = value.multiply(weights.get(i));
      assertThat(parts.get(i).subtract(quota).abs()).isLessThan(unit);
      assertThat(parts.get(i).scale()).isEqualTo(digits);
    }
  }

  @Seeds(500)
  @DisplayName("C3: a part of an amount, split by the same weights, takes no more than was given")
  void noPartGoesBeyondItsLimit(long seed, SplittableRandom random) {
    List<BigDecimal> weights =
        random
            .longs(random.nextLong(1, 12), 1, 1_000)
            .mapToObj(weight -> BigDecimal.valueOf(weight, random.nextInt(3)))
            .toList();
    BigDecimal value = BigDecimal.valueOf(random.nextLong(1, 300), 2);
    List<BigDecimal> gross = Credit.split(value, weights, 2);
    BigDecimal part =
        value.multiply(BigDecimal.valueOf(random.nextInt(101), 2)).setScale(2, RoundingMode.DOWN);
    List<BigDecimal> back = Credit.split(part, weights, 2, gross);
    assertThat(sum(back)).isEqualByComparingTo(part);
    for (int i = 0; i < gross.size(); i++) {
      assertThat(back.get(i)).isBetween(BigDecimal.ZERO, gross.get(i));
    }
    assertThat(Credit.split(value, weights, 2, gross)).isEqualTo(gross);
  }

  private static Stream<String> words(Map<String, String> row, String column) {
    return Arrays.stream(row.getOrDefault(column, "").split(" ", -1));
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
