package dev.throughline.condition;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one counter counts: kept incrementally in the customer's state as a `Tally` under `key`.
///
/// @param key canonical text, the same for the same count wherever it is written: `Order
///   Completed|sum:total|event.properties.total > 10.0`
/// @param events the event names that count, sorted
/// @param property the property summed, perhaps a path (`cart.total`); null when only counted
/// @param where over `event` alone; null for all
public record Metric(
    String key, List<String> events, @Nullable String property, @Nullable Expr where) {
  public Metric {
    events = List.copyOf(events);
  }

  /// What an event adds to the sum; null where the metric does not sum or the property is no
  /// number.
  public @Nullable BigDecimal amount(Event event) {
    if (property == null) {
      return null;
    }
    Value value = event.properties().get(property);
    if (value.isNothing() && property.indexOf('.') > 0) {
      value = event.properties();
      for (String name : property.split("\\.", -1)) {
        value = value instanceof Fields fields ? fields.get(name) : Value.Nothing.NOTHING;
      }
    }
    return Numbers.isNumber(value) ? Numbers.decimal(value) : null;
  }
}
