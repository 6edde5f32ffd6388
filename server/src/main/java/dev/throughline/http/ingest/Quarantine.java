package dev.throughline.http.ingest;

import java.time.Duration;

/// How much of unknown keys is kept: a mistyped key must lose nothing, and nobody may fill the disk
/// without one.
final class Quarantine {
  /// Events within one span of time.
  static final int MOST = 10_000;

  private static final long SPAN_NS = Duration.ofMinutes(1).toNanos();

  private long since = System.nanoTime();
  private int kept;

  /// Counts so many events, unless they are too many.
  synchronized boolean admits(int events) {
    if (System.nanoTime() - since > SPAN_NS) {
      since = System.nanoTime();
      kept = 0;
    }
    if (kept + events > MOST) {
      return false;
    }
    kept += events;
    return true;
  }
}
