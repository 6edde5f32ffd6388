package dev.throughline.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The longest that facts were behind the engine, looked at a hundred times a second.
final class FactsLag implements AutoCloseable {
  private static final long EVERY_MS = 10;

  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong longestMs = new AtomicLong();
  private final ScheduledFuture<?> looking;

  FactsLag(Supplier<Duration> behind) {
    looking =
        looker.scheduleAtFixedRate(
            () -> longestMs.accumulateAndGet(behind.get().toMillis(), Math::max),
            0,
            EVERY_MS,
            TimeUnit.MILLISECONDS);
  }

  /// In milliseconds, since the last call.
  long longest() {
    if (looking.isDone()) {
      throw new IllegalStateException("Nobody looks any more", looking.exceptionNow());
    }
    return longestMs.getAndSet(0);
  }

  @Override
  public void close() {
    looker.shutdown();
  }
}
