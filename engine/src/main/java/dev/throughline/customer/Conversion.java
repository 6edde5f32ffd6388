package dev.throughline.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// One conversion of a person, what was refunded of it, and the credit written for it so far.
///
/// @param spec key of the conversion document
/// @param order its id: the same id converts once
/// @param refunded how much of `value` has been refunded, never more than `value`
/// @param credits what the facts say at present, summed over revisions, one entry per model and
///   touch
public record Conversion(
    String spec,
    String order,
    Instant at,
    BigDecimal value,
    String currency,
    BigDecimal refunded,
    int revision,
    List<Credited> credits) {
  public Conversion {
    credits = List.copyOf(credits);
  }

  /// The next revision, with these credits.
  public Conversion revised(List<Credited> then) {
    return new Conversion(spec, order, at, value, currency, refunded, revision + 1, then);
  }

  /// The share of one touch under one model. The weights under a model sum to 1; `value` is net of
  /// refunds.
  public record Credited(String model, Touch touch, BigDecimal weight, BigDecimal value) {}
}
