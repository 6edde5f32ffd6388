package dev.throughline.runtime;

import dev.throughline.log.InputLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// When what changed is written to the store: as one batch, beside the work that goes on, and not
/// before the facts up to there are kept elsewhere, so that a replay never has to tell facts whose
/// inputs the store has already forgotten.
final class Checkpoints implements AutoCloseable {
  /// So many changed people are worth a checkpoint.
  private static final int MAX_CHANGED = 4_000;

  /// So many changed people hold the work up until the last checkpoint is written.
  private static final int MAX_CHANGED_WAITING = MAX_CHANGED * 8;

  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// How often the store is made to survive a loss of power, so that the log before may go.
  private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Store store;
  private final Layers layers;
  private final Processor processor;
  private final EmbeddedRuntime.Listener listener;
  private final InputLog log;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "checkpoint");
        thread.setDaemon(true);
        return thread;
      });
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private boolean frozen;
  private long frozenEntry;
  private long lastNanos = System.nanoTime();
  private long syncedNanos = System.nanoTime();

  Checkpoints(
      Store store,
      Layers layers,
      Processor processor,
      EmbeddedRuntime.Listener listener,
      InputLog log) {
    this.store = store;
    this.layers = layers;
    this.processor = processor;
    this.listener = listener;
    this.log = log;
    this.frozenEntry = processor.applied();
  }

  /// How long the processor may wait for something to do.
  Duration patience() {
    return PATIENCE;
  }

  /// Begins a checkpoint if it is time for one.
  void maybe() {
    finish(processor.people().changed().size() > MAX_CHANGED_WAITING);
    long age = System.nanoTime() - lastNanos;
    boolean due =
        processor.people().changed().size() >= MAX_CHANGED
            || (age > MAX_AGE_NANOS && processor.applied() > frozenEntry);
    if (due && !frozen) {
      begin();
    }
  }

  private void begin() {
    long facts = processor.facts();
    long entry = processor.applied();
    boolean sync = System.nanoTime() - syncedNanos > SYNC_NANOS;
    Store.Batch batch = processor.freeze();
    frozen = true;
    frozenEntry = entry;
    lastNanos = System.nanoTime();
    if (sync) {
      syncedNanos = lastNanos;
    }
    writing = CompletableFuture.runAsync(() -> write(batch, facts, entry, sync), writer);
  }

  private void write(Store.Batch batch, long facts, long entry, boolean sync) {
    while (listener.kept() < facts) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    try (batch) {
      batch.write();
    }
    if (sync) {
      store.sync();
      log.dropBefore(entry);
    }
  }

  private void finish(boolean wait) {
    if (frozen && (wait || writing.isDone())) {
      writing.join();
      layers.written();
      frozen = false;
    }
  }

  /// Writes everything, and waits for it.
  void last() {
    finish(true);
    if (processor.applied() > frozenEntry) {
      begin();
      finish(true);
    }
    store.sync();
  }

  /// Refused inputs, newest first, also those that are not written yet.
  List<Dead> dead(long before, int limit) {
    List<Dead> found = new ArrayList<>();
    layers.unwritten(
        Family.DEAD,
        (_, value) -> {
          if (value != null) {
            found.add(Dead.of(value));
          }
        });
    found.removeIf(dead -> dead.number() >= before);
    store.walkBack(
        Family.DEAD,
        Keys.number(before - 1),
        (_, value) -> {
          found.add(Dead.of(value));
          return found.size() < limit * 2;
        });
    return found.stream()
        .sorted((a, b) -> Long.compare(b.number(), a.number()))
        .distinct()
        .limit(limit)
        .toList();
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
