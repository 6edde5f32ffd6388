package dev.throughline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The clock of a demo world: it runs through the history as fast as the work is done, then beside
/// the real time, and can be stopped, sped up and sent ahead. It only ever moves in steps, by
/// whoever works off what lies in between.
public final class DemoClock implements LongSupplier {
  /// How much passes in one step at the most.
  static final Duration STEP = Duration.ofMinutes(30);

  public static final double MAX_SPEED = 3_600;
  public static final Duration MAX_LEAP = Duration.ofDays(7);

  /// Whether the world is still catching up with the present.
  public enum Phase {
    HISTORY,
    LIVE
  }

  /// What the clock shows.
  ///
  /// @param speed world seconds a second, once live
  /// @param catchingUpTo where it is going as fast as it can; null if it is not
  /// @param progress how much of the history is there, from 0 to 1
  public record State(
      Phase phase,
      Instant now,
      double speed,
      boolean paused,
      @Nullable Instant catchingUpTo,
      double progress) {}

  private final long startMs;
  private volatile long nowMs;
  private Phase phase = Phase.HISTORY;
  private double speed = 1;
  private boolean paused;
  private long leapToMs = Long.MIN_VALUE;
  private long targetMs;
  private long seenMs;

  /// @param start where the history begins
  /// @param now how far it has come
  DemoClock(Instant start, Instant now) {
    this.startMs = start.toEpochMilli();
    this.nowMs = now.toEpochMilli();
    this.targetMs = nowMs;
  }

  @Override
  public long getAsLong() {
    return nowMs;
  }

  public synchronized State state() {
    long span = Math.max(targetMs - startMs, 1);
    double progress = phase == Phase.LIVE ? 1 : Math.clamp((nowMs - startMs) / (double) span, 0, 1);
    Instant to = catchesUp() ? Instant.ofEpochMilli(Math.max(leapToMs, targetMs)) : null;
    return new State(phase, Instant.ofEpochMilli(nowMs), speed, paused, to, progress);
  }

  public synchronized void pause() {
    paused = true;
  }

  public synchronized void resume() {
    paused = false;
  }

  /// World seconds a second, above 0 and at most `MAX_SPEED`.
  public synchronized void speed(double worldSeconds) {
    if (!(worldSeconds > 0) || worldSeconds > MAX_SPEED) {
      throw new IllegalStateException("No speed: " + worldSeconds);
    }
    speed = worldSeconds;
  }

  /// Goes ahead by a span, at most `MAX_LEAP` from now, as fast as the work is done.
  public synchronized void fastForward(Duration span) {
    if (span.isNegative() || span.compareTo(MAX_LEAP) > 0) {
      throw new IllegalStateException("No leap: " + span);
    }
    leapToMs = nowMs + span.toMillis();
  }

  private boolean catchesUp() {
    return phase == Phase.HISTORY || leapToMs > nowMs;
  }

  /// Where the next step leads; `nowMs` itself if it is not time for one.
  synchronized long next(long realMs) {
    long passed = seenMs == 0 ? 0 : Math.max(realMs - seenMs, 0);
    seenMs = realMs;
    if (phase == Phase.HISTORY) {
      targetMs = realMs;
      if (nowMs + STEP.toMillis() >= realMs) {
        phase = Phase.LIVE;
      }
    }
    if (paused) {
      return nowMs;
    }
    long ahead =
        catchesUp()
            ? Math.max(leapToMs, phase == Phase.HISTORY ? realMs : 0) - nowMs
            : (long) (passed * speed);
    if (phase == Phase.LIVE && !catchesUp() && speed == 1 && nowMs < realMs) {
      ahead = realMs - nowMs;
    }
    return nowMs + Math.clamp(ahead, 0, STEP.toMillis());
  }

  synchronized boolean isHurrying() {
    return catchesUp() && !paused;
  }

  synchronized void stepTo(long ms) {
    nowMs = Math.max(nowMs, ms);
  }
}
