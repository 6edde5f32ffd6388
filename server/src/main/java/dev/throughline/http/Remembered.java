package dev.throughline.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Answers that cost much, for as long as they are fresh enough; each is worked out by one at a
/// time.
final class Remembered<T> {
  private static final int MAX = 200;

  private final long freshNs;
  private final Map<String, Known<T>> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known<T>> eldest) {
          return size() > MAX;
        }
      };

  private record Known<T>(T answer, long atNs) {}

  Remembered(Duration fresh) {
    this.freshNs = fresh.toNanos();
  }

  synchronized T of(String question, Supplier<T> answer) {
    Known<T> before = known.get(question);
    if (before != null && System.nanoTime() - before.atNs < freshNs) {
      return before.answer;
    }
    T now = answer.get();
    known.remove(question);
    known.put(question, new Known<>(now, System.nanoTime()));
    return now;
  }
}
