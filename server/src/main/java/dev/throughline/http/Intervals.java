package dev.throughline.http;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.experiment.Lift.Estimate;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Estimates with their intervals, as the API shows them.
final class Intervals {
  private static final BigDecimal LEVEL = new BigDecimal("0.95");

  private Intervals() {}

  /// Null while the data allow no interval.
  ///
  /// @param times what the estimate is scaled by
  /// @param digits after the point
  static @Nullable Fields of(@Nullable Estimate estimate, double times, int digits) {
    if (estimate == null || estimate.low() == null || estimate.high() == null) {
      return null;
    }
    return Json.object(
        "estimate", Json.figure(estimate.value() * times, digits),
        "low", Json.figure(estimate.low() * times, digits),
        "high", Json.figure(estimate.high() * times, digits),
        "level", Value.of(LEVEL));
  }
}
