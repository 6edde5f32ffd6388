package dev.throughline.kafka;

import dev.throughline.runtime.Letter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The cells whose letters this node carries, and of which cell each letter is that it knows of.
final class DispatchPlaces {
  private final Set<Integer> ours = new HashSet<>();
  private final Map<Attempt, Integer> decided = new HashMap<>();
  private final Map<Attempt, Integer> onTheWire = new HashMap<>();

  /// One handing over of a letter, from 1.
  record Attempt(String letter, int number) {
    static Attempt of(Letter letter) {
      return new Attempt(letter.id(), letter.attempts());
    }
  }

  synchronized void given(Collection<Integer> cells) {
    ours.addAll(cells);
  }

  /// Nothing more of these cells is claimed; what is on the wire stays known until it is settled.
  synchronized void taken(Collection<Integer> cells) {
    ours.removeAll(cells);
    decided.values().removeAll(cells);
  }

  synchronized boolean isOurs(int cell) {
    return ours.contains(cell);
  }

  /// Whether it is to be claimed when its time has come.
  synchronized boolean decided(Attempt attempt, int cell) {
    return ours.contains(cell) && decided.put(attempt, cell) == null;
  }

  /// Of which cell a letter is whose time has come; null where that is another node's by now.
  synchronized @Nullable Integer claim(Attempt attempt) {
    return decided.remove(attempt);
  }

  synchronized void granted(Attempt attempt, int cell) {
    onTheWire.put(attempt, cell);
  }

  synchronized int cellOnTheWire(Attempt attempt) {
    Integer cell = onTheWire.get(attempt);
    if (cell == null) {
      throw new IllegalStateException("%s settled and never granted".formatted(attempt));
    }
    return cell;
  }

  synchronized void settled(Attempt attempt) {
    onTheWire.remove(attempt);
    notifyAll();
  }

  /// Waits until nothing of these cells is on the wire, or the time is up.
  synchronized void awaitSettled(Collection<Integer> cells, long limitMs)
      throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
    while (onTheWire.values().stream().anyMatch(cells::contains)) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (leftMs <= 0) {
        return;
      }
      wait(leftMs);
    }
  }
}
