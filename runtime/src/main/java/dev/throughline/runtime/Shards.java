package dev.throughline.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Work that is done in shares side by side, one for each thread. Whoever is through with a share
/// takes the next, so that nobody waits for a thread that the machine holds up before it begins.
///
/// @param count how many shares and threads there are, the caller's among them
/// @param workers the other threads
record Shards(int count, Executor workers) {
  /// Does every share, from 0 on; returns when all are done.
  void each(IntConsumer share) {
    each(count, share);
  }

  void each(int shares, IntConsumer share) {
    if (shares == 1) {
      share.accept(0);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(shares);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < shares; i = next.getAndIncrement()) {
            try {
              share.accept(i);
            } catch (RuntimeException | Error failed) {
              failure.compareAndSet(null, failed);
            } finally {
              left.countDown();
            }
          }
        };
    for (int i = 1; i < Math.min(count, shares); i++) {
      workers.execute(work);
    }
    work.run();
    await(left);
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("A share of the work failed: " + failed.getMessage(), failed);
    }
  }

  private static void await(CountDownLatch left) {
    try {
      left.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped in the middle of shared work", stopped);
    }
  }
}
