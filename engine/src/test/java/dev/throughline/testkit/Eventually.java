package dev.throughline.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what comes about beside the test, however slow the machine is.
public final class Eventually {
  /// Only ends what would never end.
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(1);

  private Eventually() {}

  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("It did not come about within " + LIMIT);
      }
      // A loop without a pause would take the processor from what is waited for.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
