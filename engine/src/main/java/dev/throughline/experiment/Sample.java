package dev.throughline.experiment;

import java.math.BigDecimal;
import java.math.MathContext;

/// What was measured of the people of one arm, as exact sums; additive over any partition of them.
public record Sample(long n, BigDecimal sum, BigDecimal sumOfSquares) {
  public static final Sample EMPTY = new Sample(0, BigDecimal.ZERO, BigDecimal.ZERO);

  public Sample {
    if (n < 0) {
      throw new IllegalArgumentException("A sample of %d people".formatted(n));
    }
  }

  /// Of `n` people, `successes` did it.
  public static Sample ofRate(long n, long successes) {
    BigDecimal sum = BigDecimal.valueOf(successes);
    return new Sample(n, sum, sum);
  }

  public Sample with(BigDecimal value) {
    return new Sample(n + 1, sum.add(value), sumOfSquares.add(value.multiply(value)));
  }

  public Sample plus(Sample other) {
    return new Sample(n + other.n, sum.add(other.sum), sumOfSquares.add(other.sumOfSquares));
  }

  /// Of at least one person.
  public double mean() {
    return exactMean().doubleValue();
  }

  /// The unbiased variance, of at least two people.
  public double variance() {
    BigDecimal people = BigDecimal.valueOf(n);
    BigDecimal spread = people.multiply(sumOfSquares).subtract(sum.multiply(sum));
    BigDecimal pairs = people.multiply(BigDecimal.valueOf(n - 1));
    return spread.max(BigDecimal.ZERO).divide(pairs, MathContext.DECIMAL128).doubleValue();
  }

  BigDecimal exactMean() {
    return sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL128);
  }
}
