package dev.throughline.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one counter counts: kept incrementally in the customer's state as a `Tally` under `key`.
///
/// @param key canonical text, the same for the same count wherever it is written: `Order
///   Completed|sum:total|event.properties.total > 10.0`
/// @param events the event names that count, sorted
/// @param property the property summed; null when only counted
/// @param where over `event` alone; null for all
public record Metric(
    String key, List<String> events, @Nullable String property, @Nullable Expr where) {
  public Metric {
    events = List.copyOf(events);
  }
}
