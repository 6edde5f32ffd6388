package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.util.TreeMap;

/// Sums of money by currency.
final class Amounts {
  private final TreeMap<String, BigDecimal> byCurrency = new TreeMap<>();

  void add(String currency, BigDecimal value) {
    byCurrency.merge(currency, value, BigDecimal::add);
  }

  void add(Amounts other) {
    other.byCurrency.forEach(this::add);
  }

  void subtract(Amounts other) {
    other.byCurrency.forEach((currency, value) -> add(currency, value.negate()));
  }

  BigDecimal in(String currency) {
    return byCurrency.getOrDefault(currency, BigDecimal.ZERO);
  }

  /// Whether both come to the same in every currency; nothing in a currency is the same as zero.
  boolean sameAs(Amounts other) {
    return coveredBy(other) && other.coveredBy(this);
  }

  private boolean coveredBy(Amounts other) {
    return byCurrency.entrySet().stream()
        .allMatch(entry -> entry.getValue().compareTo(other.in(entry.getKey())) == 0);
  }

  Fields fields() {
    TreeMap<String, Value> values = new TreeMap<>();
    byCurrency.forEach((currency, value) -> values.put(currency, Value.of(value)));
    return new Fields(values);
  }
}
