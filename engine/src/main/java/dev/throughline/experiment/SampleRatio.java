package dev.throughline.experiment;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether the arms have the shares of people that were planned; if not, something is broken and no
/// lift can be trusted.
public final class SampleRatio {
  /// Below this the experiment has no verdict.
  public static final double ALARM = 0.001;

  private SampleRatio() {}

  /// The p-value of the chi-square test of `people` against `weights` of any scale.
  public static double pValue(List<Long> people, List<Double> weights) {
    if (people.size() != weights.size()) {
      throw new IllegalArgumentException("Arms %s, weights %s".formatted(people, weights));
    }
    double total = people.stream().mapToLong(Long::longValue).sum();
    double weight = weights.stream().mapToDouble(Double::doubleValue).sum();
    double distance = 0;
    int planned = 0;
    for (int arm = 0; arm < people.size(); arm++) {
      double expected = total * weights.get(arm) / weight;
      if (weights.get(arm) > 0) {
        planned++;
        double off = people.get(arm) - expected;
        distance += expected == 0 ? 0 : off * off / expected;
      } else if (people.get(arm) > 0) {
        return 0;
      }
    }
    return planned < 2 ? 1 : ChiSquaredDistribution.of(planned - 1).survivalProbability(distance);
  }
}
