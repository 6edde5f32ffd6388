package dev.throughline.engine;

import java.time.Instant;

/// When a timer acts. By rule T1 before the events of its instant; a time limit after them, because
/// a goal at the same instant wins (rule E3).
public record Wake(Instant at, boolean afterEvents) implements Comparable<Wake> {
  @Override
  public int compareTo(Wake other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Boolean.compare(afterEvents, other.afterEvents);
  }
}
