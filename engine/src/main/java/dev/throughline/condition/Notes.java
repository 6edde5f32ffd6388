package dev.throughline.condition;

/// What an evaluation notices on its way: mismatches of type, and when the mere passing of time
/// could change something that it has looked at.
final class Notes {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long MINUTE_MS = 60_000;

  final long nowMs;

  /// The value at hand moves with the clock, and nobody has yet said when that will matter.
  boolean readsNow;

  /// A macro's variable may move with the clock, so crossings cannot be computed.
  boolean boundMoves;

  private long changesAtMs = NEVER;
  private int mismatches;

  Notes(long nowMs) {
    this.nowMs = nowMs;
  }

  void mismatch() {
    mismatches++;
  }

  int mismatches() {
    return mismatches;
  }

  /// Something could change at `ms`; moments that are not ahead are of no interest.
  void changesAt(long ms) {
    if (ms > nowMs && ms < changesAtMs) {
      changesAtMs = ms;
    }
  }

  /// Something depends on the clock in a way that is not worked out further.
  void changesWithTheMinute() {
    changesAt(nowMs - Math.floorMod(nowMs, MINUTE_MS) + MINUTE_MS);
  }

  boolean everChanges() {
    return changesAtMs != NEVER;
  }

  long changesAtMs() {
    return changesAtMs;
  }
}
