package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.TreeMap;

/// How often each name occurred.
final class Counts {
  private final TreeMap<String, Long> byName = new TreeMap<>();

  void add(String name) {
    byName.merge(name, 1L, Long::sum);
  }

  long of(String name) {
    return byName.getOrDefault(name, 0L);
  }

  long total() {
    return byName.values().stream().mapToLong(Long::longValue).sum();
  }

  Fields fields() {
    TreeMap<String, Value> values = new TreeMap<>();
    byName.forEach((name, count) -> values.put(name, Value.of((long) count)));
    return new Fields(values);
  }
}
