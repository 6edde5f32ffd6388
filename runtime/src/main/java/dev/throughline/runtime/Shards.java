package dev.throughline.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Work that is done in equal shares side by side: the first on the caller's thread.
///
/// @param count how many shares there are
record Shards(int count, ExecutorService workers) {
  /// Does every share, from 0 on; returns when all are done.
  void each(IntConsumer share) {
    each(count, share);
  }

  void each(int shares, IntConsumer share) {
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < shares; i++) {
      int number = i;
      others.add(workers.submit(() -> share.accept(number)));
    }
    share.accept(0);
    for (Future<?> other : others) {
      try {
        other.get();
      } catch (ExecutionException failed) {
        throw new IllegalStateException("A share of the work failed", failed.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped in the middle of shared work", stopped);
      }
    }
  }
}
