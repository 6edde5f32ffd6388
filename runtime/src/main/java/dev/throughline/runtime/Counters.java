package dev.throughline.runtime;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// How often what happened since the start, by name.
final class Counters {
  private final TreeMap<String, LongAdder> counts = new TreeMap<>();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long times) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).add(times);
  }

  SortedMap<String, Long> all() {
    TreeMap<String, Long> all = new TreeMap<>();
    counts.forEach((what, times) -> all.put(what, times.sum()));
    return all;
  }
}
