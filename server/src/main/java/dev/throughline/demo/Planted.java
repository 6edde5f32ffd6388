package dev.throughline.demo;

import java.util.SortedMap;
import java.util.TreeMap;

/// How often what was planted has happened so far: the answers to what the product should find.
public final class Planted {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  public long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  public SortedMap<String, Long> all() {
    return new TreeMap<>(counts);
  }
}
