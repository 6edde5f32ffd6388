package dev.throughline.experiment;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// The difference in means that treatment made against the held-out, with its 95% interval.
///
/// What cannot be said yet is null: the difference while an arm has nobody, its spread while one
/// has fewer than two people or nobody differs, the relative lift while the control's mean is zero.
///
/// @param relative the difference over the control's mean, its spread by the delta method
/// @param pValue two-sided
public record Lift(
    Sample treated,
    Sample control,
    @Nullable Estimate absolute,
    @Nullable Estimate relative,
    @Nullable Double pValue) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double Z95 = NORMAL.inverseCumulativeProbability(0.975);

  /// A figure, and where the data allow it, its standard error and 95% interval.
  public record Estimate(
      double value, @Nullable Double standardError, @Nullable Double low, @Nullable Double high) {
    static Estimate of(double value, double variance) {
      if (variance <= 0) {
        return new Estimate(value, null, null, null);
      }
      double error = Math.sqrt(variance);
      return new Estimate(value, error, value - Z95 * error, value + Z95 * error);
    }
  }

  public static Lift of(Sample treated, Sample control) {
    if (treated.n() == 0 || control.n() == 0) {
      return new Lift(treated, control, null, null, null);
    }
    double difference = treated.exactMean().subtract(control.exactMean()).doubleValue();
    double treatedVariance = varianceOfMean(treated);
    double controlVariance = varianceOfMean(control);
    boolean known = treated.n() > 1 && control.n() > 1;
    Estimate absolute = Estimate.of(difference, known ? treatedVariance + controlVariance : 0);
    double base = control.mean();
    double ratio = treated.mean() / base;
    Estimate relative =
        base == 0
            ? null
            : Estimate.of(
                difference / base,
                known ? (treatedVariance + ratio * ratio * controlVariance) / (base * base) : 0);
    return new Lift(treated, control, absolute, relative, pValue(absolute));
  }

  /// What treatment brought in all, over the people treated.
  public @Nullable Double incremental() {
    return absolute == null ? null : absolute.value() * treated.n();
  }

  private static double varianceOfMean(Sample sample) {
    return sample.n() < 2 ? 0 : sample.variance() / sample.n();
  }

  private static @Nullable Double pValue(Estimate difference) {
    Double error = difference.standardError();
    // The survival function, because 1 - cdf is exactly 0 for strong effects.
    return error == null
        ? null
        : 2 * NORMAL.survivalProbability(Math.abs(difference.value()) / error);
  }
}
