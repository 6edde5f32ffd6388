package dev.throughline.engine;

import java.time.Instant;
import java.util.Comparator;

/// When a timer acts. By rule T1 before the events of its instant; a time limit after them, because
/// a goal at the same instant wins (rule E3).
public record Wake(Instant at, boolean afterEvents) implements Comparable<Wake> {
  private static final Comparator<Wake> ORDER =
      Comparator.comparing(Wake::at).thenComparing(Wake::afterEvents);

  @Override
  public int compareTo(Wake other) {
    return ORDER.compare(this, other);
  }
}
