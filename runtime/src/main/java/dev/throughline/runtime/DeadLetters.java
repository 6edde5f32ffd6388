package dev.throughline.runtime;

import java.util.ArrayList;
import java.util.List;

/// What was refused.
record DeadLetters(Store store, Layers layers) {
  /// Refused inputs before the one of this number, newest first, also those not written yet.
  List<Dead> before(long number, int limit) {
    List<Dead> found = new ArrayList<>();
    layers.unwritten(
        Family.DEAD,
        (_, value) -> {
          if (value != null) {
            found.add(Dead.of(value));
          }
        });
    found.removeIf(dead -> dead.number() >= number);
    store.walkBack(
        Family.DEAD,
        Keys.number(number - 1),
        (_, value) -> {
          found.add(Dead.of(value));
          return found.size() < limit * 2;
        });
    return found.stream()
        .sorted((a, b) -> Long.compare(b.number(), a.number()))
        .distinct()
        .limit(limit)
        .toList();
  }
}
