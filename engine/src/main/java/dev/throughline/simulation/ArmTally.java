package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.experiment.Lift;
import dev.throughline.experiment.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the people of one arm did: how many converted, how often, and for how much after refunds.
final class ArmTally {
  /// Digits after the point of a figure that is not money: enough to read, few enough to be the
  /// same on every machine.
  private static final int DIGITS = 6;

  private long converted;
  private long conversions;
  private Sample revenue = Sample.EMPTY;

  /// Counts one person and their conversions, of which there may be none.
  void add(List<Orders.Order> orders, String currency) {
    converted += orders.isEmpty() ? 0 : 1;
    conversions += orders.size();
    BigDecimal spent =
        orders.stream().map(order -> order.net(currency)).reduce(BigDecimal.ZERO, BigDecimal::add);
    revenue = revenue.with(spent);
  }

  Fields fields() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("people", Value.of(revenue.n()));
    values.put("converted", Value.of(converted));
    values.put("conversions", Value.of(conversions));
    values.put("revenue", Value.of(revenue.sum()));
    values.put("rate", revenue.n() == 0 ? Value.Nothing.NOTHING : figure(rate().mean()));
    values.put(
        "revenue_per_person", revenue.n() == 0 ? Value.Nothing.NOTHING : figure(revenue.mean()));
    return new Fields(values);
  }

  Fields rateAgainst(ArmTally control) {
    return fields(Lift.of(rate(), control.rate()));
  }

  Fields revenueAgainst(ArmTally control) {
    return fields(Lift.of(revenue, control.revenue));
  }

  private Sample rate() {
    return Sample.ofRate(revenue.n(), converted);
  }

  private static Fields fields(Lift lift) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("difference", estimate(lift.absolute()));
    values.put("relative", estimate(lift.relative()));
    values.put("p_value", figure(lift.pValue()));
    return new Fields(values);
  }

  private static Value estimate(Lift.@Nullable Estimate estimate) {
    if (estimate == null) {
      return Value.Nothing.NOTHING;
    }
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("value", figure(estimate.value()));
    values.put("standard_error", figure(estimate.standardError()));
    values.put("low", figure(estimate.low()));
    values.put("high", figure(estimate.high()));
    return new Fields(values);
  }

  private static Value figure(@Nullable Double figure) {
    return figure == null
        ? Value.Nothing.NOTHING
        : Value.of(BigDecimal.valueOf(figure).setScale(DIGITS, RoundingMode.HALF_EVEN));
  }
}
