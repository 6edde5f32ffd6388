package dev.throughline.attribution;

import dev.throughline.event.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Weights of touches, and amounts split by them to the smallest unit.
public final class Credit {
  /// Weights are rounded to so many digits, in such a way that they sum to exactly 1.
  public static final int WEIGHT_DIGITS = 15;

  /// A touch so much lighter than the newest that it differs from nothing only here weighs nothing.
  private static final int RAW_DIGITS = 30;

  private Credit() {}

  /// The weights of touches in the order of their times, oldest first; they sum to 1.
  public static List<BigDecimal> weights(Model model, List<Instant> touchTimes, Duration halfLife) {
    int n = touchTimes.size();
    if (n == 0) {
      return List.of();
    }
    List<BigDecimal> proportions =
        switch (model) {
          case FIRST -> only(0, n);
          case LAST -> only(n - 1, n);
          case LINEAR -> Collections.nCopies(n, BigDecimal.ONE);
          case POSITION -> byPosition(n);
          case TIME_DECAY -> byAge(touchTimes, halfLife);
        };
    return split(BigDecimal.ONE, proportions, WEIGHT_DIGITS).stream()
        .map(BigDecimal::stripTrailingZeros)
        .toList();
  }

  /// Splits `value` in proportion to `weights`, to `digits` decimals, by largest remainder, ties to
  /// the earlier; the parts sum to exactly `value`.
  public static List<BigDecimal> split(BigDecimal value, List<BigDecimal> weights, int digits) {
    return split(value, weights, digits, Collections.nCopies(weights.size(), value));
  }

  /// The same, with no part beyond its limit; `value` is of the limits' sign and at most their sum.
  static List<BigDecimal> split(
      BigDecimal value, List<BigDecimal> weights, int digits, List<BigDecimal> limits) {
    List<BigInteger> shares = whole(weights);
    BigInteger total = shares.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() <= 0) {
      return Collections.nCopies(weights.size(), BigDecimal.ZERO.setScale(digits));
    }
    BigInteger units = units(value, digits).abs();
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    for (BigInteger share : shares) {
      BigInteger[] quotient = units.multiply(share).divideAndRemainder(total);
      parts.add(quotient[0]);
      remainders.add(quotient[1]);
    }
    int left =
        units.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValueExact();
    List<BigInteger> most = limits.stream().map(limit -> units(limit, digits).abs()).toList();
    handOut(left, parts, remainders, most);
    return parts.stream()
        .map(part -> new BigDecimal(value.signum() < 0 ? part.negate() : part, digits))
        .toList();
  }

  /// Decimals to which an amount is split: those of the currency, more if the amount has more.
  public static int digits(BigDecimal value, String currency) {
    return Math.max(Money.digits(currency), value.stripTrailingZeros().scale());
  }

  /// One unit each by falling remainder; a second round is needed only where limits bind.
  private static void handOut(
      int units, List<BigInteger> parts, List<BigInteger> remainders, List<BigInteger> most) {
    List<Integer> order =
        IntStream.range(0, parts.size())
            .boxed()
            .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get).reversed())
            .toList();
    int left = units;
    for (int round = 0; left > 0 && round <= parts.size(); round++) {
      for (int touch : order) {
        if (left > 0 && parts.get(touch).compareTo(most.get(touch)) < 0) {
          parts.set(touch, parts.get(touch).add(BigInteger.ONE));
          left--;
        }
      }
    }
    if (left > 0) {
      throw new IllegalStateException("%d units beyond the limits %s".formatted(left, most));
    }
  }

  private static List<BigDecimal> only(int touch, int n) {
    List<BigDecimal> weights = new ArrayList<>(Collections.nCopies(n, BigDecimal.ZERO));
    weights.set(touch, BigDecimal.ONE);
    return weights;
  }

  private static List<BigDecimal> byPosition(int n) {
    if (n <= 2) {
      return Collections.nCopies(n, BigDecimal.ONE);
    }
    List<BigDecimal> weights = new ArrayList<>(Collections.nCopies(n, BigDecimal.ONE));
    BigDecimal end = BigDecimal.valueOf(2L * (n - 2));
    weights.set(0, end);
    weights.set(n - 1, end);
    return weights;
  }

  private static List<BigDecimal> byAge(List<Instant> touchTimes, Duration halfLife) {
    Instant newest = touchTimes.getLast();
    return touchTimes.stream()
        .map(at -> seconds(Duration.between(at, newest)) / seconds(halfLife))
        // StrictMath: the same digits on every machine.
        .map(halfLives -> new BigDecimal(StrictMath.pow(2, -halfLives)))
        .map(weight -> weight.setScale(RAW_DIGITS, RoundingMode.HALF_EVEN))
        .toList();
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static List<BigInteger> whole(List<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    return weights.stream().map(weight -> units(weight, Math.max(0, scale))).toList();
  }

  private static BigInteger units(BigDecimal amount, int digits) {
    return amount.setScale(digits).unscaledValue();
  }
}
