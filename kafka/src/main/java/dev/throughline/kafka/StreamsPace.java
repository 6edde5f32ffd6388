package dev.throughline.kafka;

import java.time.Duration;

/// When a stream thread commits: as soon as something went out that others wait for, but in the
/// long run not more often than so. A thread that did not commit for a while may do so a few times
/// in a row: what follows from a single event is a commit of the directory, one of a cell, and more
/// for its letter, each of which waits for the one before.
///
/// Kafka Streams' own interval commits whatever a punctuation may have touched, which is everything
/// every ten milliseconds, and lets the first event after a pause wait as long as the others.
///
/// All tasks of a thread share one, since they commit together.
final class StreamsPace {
  /// How many commits come in a row before they keep their distance.
  private static final int IN_A_ROW = 4;

  private final long everyMs;

  /// When the commits so far would have been, had each kept its distance from the one before.
  private long spentMs;

  private boolean waiting;

  StreamsPace(Duration every) {
    this.everyMs = every.toMillis();
  }

  /// Something went out; who waits for it sees it after the commit.
  void sent() {
    waiting = true;
  }

  /// Whether to ask for a commit now.
  boolean isDue(long nowMs) {
    long ahead = spentMs - nowMs;
    // A clock that was turned back must not hold commits up.
    boolean soon = ahead > (IN_A_ROW - 1) * everyMs && ahead <= IN_A_ROW * everyMs;
    if (!waiting || soon) {
      return false;
    }
    waiting = false;
    spentMs = (ahead > IN_A_ROW * everyMs ? nowMs : Math.max(spentMs, nowMs)) + everyMs;
    return true;
  }
}
