package dev.throughline.runtime;

import dev.throughline.log.InputLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// When what changed is written to the store: as one batch, beside the work that goes on, and not
/// before the facts up to there are kept elsewhere, so that a replay never has to tell facts whose
/// inputs the store has already forgotten.
final class Checkpoints implements AutoCloseable {
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// How often the store is made to survive a loss of power, so that the log before may go.
  private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// How long the work, or closing, is held up for facts that are not kept.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// How long a checkpoint waits before it looks again whether the disk has space.
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofMillis(20);

  /// How far the checkpoint has come.
  private enum State {
    NONE,
    /// What changed is set aside, and waits for the facts to be kept.
    WAITING,
    /// It is being written beside the work that goes on.
    WRITING
  }

  private final Store store;
  private final Layers layers;
  private final StateMachine machine;
  private final Orchestrator.Listener listener;
  private final InputLog log;
  private final int changedPeople;
  private final int maxChangedPeople;
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
  private boolean abandoned;
  private volatile long giveUpNanos = System.nanoTime() + Long.MAX_VALUE / 2;
  private long lastNanos = System.nanoTime();
  private long syncedNanos = System.nanoTime();

  Checkpoints(
      Store store,
      Layers layers,
      StateMachine machine,
      Orchestrator.Listener listener,
      InputLog log,
      int changedPeople,
      int maxChangedPeople) {
    this.store = store;
    this.changedPeople = changedPeople;
    this.maxChangedPeople = maxChangedPeople;
    this.sweep = new Sweep(store);
    this.layers = layers;
    this.machine = machine;
    this.listener = listener;
    this.log = log;
    this.frozenEntry = machine.applied();
  }

  /// How long the operator may wait for something to do.
  Duration patience() {
    return switch (state) {
      case WAITING -> SOON;
      case NONE, WRITING -> PATIENCE;
    };
  }

  /// Goes on with a checkpoint, or begins one if it is time.
  void maybe() {
    switch (state) {
      case NONE -> {
        long age = System.nanoTime() - lastNanos;
        if (isMuch() || (age > MAX_AGE_NANOS && machine.applied() > frozenEntry)) {
          begin();
        }
      }
      case WAITING -> {
        if (listener.kept() >= frozenFacts) {
          write();
        } else if (isTooMuch()) {
          complete(System.nanoTime() + LONGEST_NANOS);
        }
      }
      case WRITING -> finish(isTooMuch());
    }
  }

  private boolean isMuch() {
    return layers.size(Family.PEOPLE) >= changedPeople;
  }

  private boolean isTooMuch() {
    return layers.size(Family.PEOPLE) > maxChangedPeople;
  }

  private void begin() {
    frozenFacts = machine.facts();
    frozenEntry = machine.applied();
    lastNanos = System.nanoTime();
    machine.freeze();
    state = State.WAITING;
  }

  private void write() {
    boolean sync = System.nanoTime() - syncedNanos > SYNC_NANOS;
    if (sync) {
      syncedNanos = System.nanoTime();
    }
    Layers.Frozen frozen = layers.frozen();
    long entry = frozenEntry;
    Instant now = machine.now();
    writing = CompletableFuture.runAsync(() -> write(frozen, entry, now, sync), writer);
    state = State.WRITING;
  }

  private void write(Layers.Frozen frozen, long entry, Instant now, boolean sync) {
    Map<Family, Integer> added = frozen.sizes();
    try (Store.Batch batch = frozen.batch()) {
      // A later batch must not be written without an earlier one. The log has it all: the next
      // start replays it.
      abandoned |= !waitFor(() -> isWritten(batch, added, entry, now, sync), FULL_NANOS);
    }
  }

  /// False if closing could not wait for it.
  private boolean waitFor(BooleanSupplier done, long pauseNanos) {
    while (!abandoned && !done.getAsBoolean()) {
      if (System.nanoTime() - giveUpNanos > 0) {
        return false;
      }
      LockSupport.parkNanos(pauseNanos);
    }
    return !abandoned;
  }

  /// False while the disk is full: the store goes on by itself once there is space again.
  private boolean isWritten(
      Store.Batch batch, Map<Family, Integer> added, long entry, Instant now, boolean sync) {
    try {
      sweep.some(now, added);
      batch.write();
      if (sync) {
        store.sync();
        log.dropBefore(entry);
      }
      return true;
    } catch (StoreFailed failed) {
      if (failed.isFull()) {
        return false;
      }
      throw failed;
    }
  }

  private void finish(boolean wait) {
    if (wait || writing.isDone()) {
      writing.join();
      machine.written();
      state = State.NONE;
    }
  }

  /// Writes everything, and waits for it; not for ever for facts that are not kept.
  void last() {
    giveUpNanos = System.nanoTime() + LONGEST_NANOS;
    if (complete(giveUpNanos) && machine.applied() > frozenEntry) {
      begin();
      complete(giveUpNanos);
    }
    try {
      store.sync();
    } catch (StoreFailed failed) {
      if (!failed.isFull()) {
        throw failed;
      }
      // As above: what the store has not kept is in the log.
    }
  }

  /// False if the facts are not kept in time: the log has it all, and the next start replays it.
  private boolean complete(long endNanos) {
    while (state == State.WAITING) {
      if (listener.kept() >= frozenFacts) {
        write();
      } else if (System.nanoTime() - endNanos > 0) {
        return false;
      } else {
        LockSupport.parkNanos(KEPT_NANOS);
      }
    }
    if (state == State.WRITING) {
      finish(true);
    }
    return true;
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
