package dev.throughline.runtime;

import java.util.SortedMap;
import java.util.TreeMap;

/// How often what happened since the start, by name.
final class Counters {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  SortedMap<String, Long> all() {
    return new TreeMap<>(counts);
  }
}
