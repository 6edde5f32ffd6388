package dev.throughline.runtime;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Puts the passing of time into the log whenever somebody is due: a thread of its own, until
/// `close`.
final class Ticker implements AutoCloseable {
  private final Settings settings;
  private final Supplier<CompletableFuture<Long>> tick;
  private final Thread thread = new Thread(this::run, "clock");
  private volatile long dueMs = Long.MIN_VALUE;
  private volatile boolean ticking;
  private volatile boolean closed;

  /// @param tick puts one tick into the log
  Ticker(Settings settings, Supplier<CompletableFuture<Long>> tick) {
    this.settings = settings;
    this.tick = tick;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /// Something was applied, perhaps the last tick: the next may come.
  void applied() {
    ticking = false;
  }

  /// From this moment on a tick has something to do.
  void due(Instant at) {
    dueMs = at.isBefore(Instant.EPOCH) ? 0 : at.toEpochMilli();
  }

  private void run() {
    try {
      while (!closed) {
        if (!ticking && dueMs <= settings.clockMs().getAsLong()) {
          ticking = true;
          // A tick that the log refuses must not be the last.
          var _ =
              tick.get()
                  .exceptionally(_ -> {
                    ticking = false;
                    return 0L;
                  });
        }
        TimeUnit.MILLISECONDS.sleep(settings.tickMs());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
