package dev.throughline.runtime;

import dev.throughline.log.InputLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// When what changed is written to the store: as one batch, beside the work that goes on, and not
/// before the facts up to there are kept elsewhere, so that a replay never has to tell facts whose
/// inputs the store has already forgotten.
final class Checkpoints implements AutoCloseable {
  /// So many times as many changed people as are worth a checkpoint hold the work up until the last
  /// one is written.
  private static final int MAX_CHANGED_WAITING = 8;

  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// How often the store is made to survive a loss of power, so that the log before may go.
  private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration PATIENCE = Duration.ofMillis(200);

  /// So many people are written between two groups of inputs, which wait meanwhile.
  private static final int WRITTEN_AT_ONCE = 100;

  /// How far the checkpoint has come.
  private enum State {
    NONE,
    /// What changed is set aside and is being made into bytes, little by little.
    GATHERING,
    /// It is complete, and is being written beside the work that goes on.
    WRITING
  }

  private final Store store;
  private final Layers layers;
  private final Processor processor;
  private final EmbeddedRuntime.Listener listener;
  private final InputLog log;
  private final int changedPeople;
  private final Sweep sweep;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "checkpoint");
        thread.setDaemon(true);
        return thread;
      });
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private State state = State.NONE;
  private long frozenEntry;
  private long frozenFacts;
  private long lastNanos = System.nanoTime();
  private long syncedNanos = System.nanoTime();

  Checkpoints(
      Store store,
      Layers layers,
      Processor processor,
      EmbeddedRuntime.Listener listener,
      InputLog log,
      int changedPeople) {
    this.store = store;
    this.changedPeople = changedPeople;
    this.sweep = new Sweep(store);
    this.layers = layers;
    this.processor = processor;
    this.listener = listener;
    this.log = log;
    this.frozenEntry = processor.applied();
  }

  /// How long the processor may wait for something to do.
  Duration patience() {
    return state == State.GATHERING ? Duration.ZERO : PATIENCE;
  }

  /// Goes on with a checkpoint, or begins one if it is time.
  void maybe() {
    switch (state) {
      case NONE -> {
        long age = System.nanoTime() - lastNanos;
        boolean due =
            processor.people().changed().size() >= changedPeople
                || (age > MAX_AGE_NANOS && processor.applied() > frozenEntry);
        if (due) {
          begin();
        }
      }
      // The more has changed meanwhile, the faster, or the next would only be larger.
      case GATHERING -> gather(Math.max(WRITTEN_AT_ONCE, processor.people().changed().size() / 2));
      case WRITING ->
          finish(processor.people().changed().size() > changedPeople * MAX_CHANGED_WAITING);
    }
  }

  private void begin() {
    frozenFacts = processor.facts();
    frozenEntry = processor.applied();
    lastNanos = System.nanoTime();
    processor.freeze();
    state = State.GATHERING;
  }

  private void gather(int most) {
    if (!processor.people().writeSome(most)) {
      return;
    }
    boolean sync = System.nanoTime() - syncedNanos > SYNC_NANOS;
    if (sync) {
      syncedNanos = System.nanoTime();
    }
    Map<Family, Integer> added = layers.frozenSizes();
    Store.Batch batch = layers.frozen();
    long facts = frozenFacts;
    long entry = frozenEntry;
    Instant now = processor.now();
    writing =
        CompletableFuture.runAsync(() -> write(batch, added, facts, entry, now, sync), writer);
    state = State.WRITING;
  }

  private void write(
      Store.Batch batch,
      Map<Family, Integer> added,
      long facts,
      long entry,
      Instant now,
      boolean sync) {
    while (listener.kept() < facts) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    try (batch) {
      sweep.some(now, added);
      batch.write();
    }
    if (sync) {
      store.sync();
      log.dropBefore(entry);
    }
  }

  private void finish(boolean wait) {
    if (wait || writing.isDone()) {
      writing.join();
      layers.written();
      state = State.NONE;
    }
  }

  /// Writes everything, and waits for it.
  void last() {
    complete();
    if (processor.applied() > frozenEntry) {
      begin();
      complete();
    }
    store.sync();
  }

  private void complete() {
    if (state == State.GATHERING) {
      gather(Integer.MAX_VALUE);
    }
    if (state == State.WRITING) {
      finish(true);
    }
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
