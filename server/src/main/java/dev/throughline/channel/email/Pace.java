package dev.throughline.channel.email;

import java.time.Duration;

/// Gives out turns, so many a second and no faster.
final class Pace {
  private final long gapNanos;
  private long nextNanos;

  /// @param perSecond 0: as fast as they are asked for
  Pace(int perSecond, long nowNanos) {
    this.gapNanos = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
    this.nextNanos = nowNanos;
  }

  /// How long to wait for one's turn. It is taken, unless it is further away than `atMost`.
  synchronized Duration take(long nowNanos, Duration atMost) {
    long turn = nextNanos - nowNanos > 0 ? nextNanos : nowNanos;
    Duration wait = Duration.ofNanos(turn - nowNanos);
    if (wait.compareTo(atMost) <= 0) {
      nextNanos = turn + gapNanos;
    }
    return wait;
  }
}
