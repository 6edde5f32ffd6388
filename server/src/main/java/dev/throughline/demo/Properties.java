package dev.throughline.demo;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// JSON objects, written down in one line.
final class Properties {
  private Properties() {}

  /// @param namesAndValues a name, its value, a name, its value, …
  static Fields of(Object... namesAndValues) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return new Fields(values);
  }

  static Value list(List<? extends Value> values) {
    return new Items(new ArrayList<>(values));
  }

  private static Value value(Object of) {
    return switch (of) {
      case Value value -> value;
      case String text -> Value.of(text);
      case Boolean yes -> Value.of(yes);
      case Integer number -> Value.of((long) number);
      case Long number -> Value.of((long) number);
      case BigDecimal number -> Value.of(number);
      default -> throw new IllegalStateException("No JSON value: " + of);
    };
  }
}
