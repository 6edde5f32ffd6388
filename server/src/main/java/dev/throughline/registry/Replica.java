package dev.throughline.registry;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// This node's copy of a registry that several nodes share: every node makes the same changes in
/// the same order, each once.
final class Replica implements AutoCloseable {
  /// How long one waits while nothing at all is made.
  private static final long PATIENCE_S = 30;

  private static final long TRY_AGAIN_S = 1;

  /// A connection of its own: whoever reads sees its changes as those of another process.
  private final Database database;

  private final ChangeLog log;

  /// What this file had when it was opened.
  private final long start;

  private final Map<String, CompletableFuture<Database.Outcome>> asked = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long made;
  private volatile @Nullable RegistryFailed trouble;
  private volatile @Nullable RegistryFailed stopped;

  private Replica(Database database, ChangeLog log) {
    this.database = database;
    this.log = log;
    this.start = database.position();
    this.made = start;
  }

  /// Has all changes made so far when it returns. Closes both if it fails.
  static Replica open(Database database, ChangeLog log) {
    Replica replica = new Replica(database, log);
    try {
      if (replica.start < 0 && database.wasServed()) {
        throw new RegistryFailed(
            "This registry was one server's own and cannot become a node's copy of a shared one:"
                + " give the node an empty data directory");
      }
      log.follow(replica.start + 1, replica::read);
      var _ = replica.make(Statement.ARRIVED);
      return replica;
    } catch (RuntimeException failed) {
      replica.close();
      throw failed;
    }
  }

  /// Makes a change on all nodes; returns how many rows it changed once it has been made on this.
  ///
  /// @throws RegistryFailed if it is not allowed, or not known to be made: perhaps it will be
  int make(Statement statement, @Nullable Object... values) {
    // Others would make what this node could not say anything of.
    mustGoOn();
    Change change = Change.of(UUID.randomUUID().toString(), statement, values);
    CompletableFuture<Database.Outcome> outcome = new CompletableFuture<>();
    asked.put(change.id(), outcome);
    try {
      long position = log.append(change.bytes());
      if (position <= start) {
        throw new RegistryFailed(
            ("This node has the registry's changes up to %d, but the log had come to %d only: it"
                    + " was made anew, or is another cluster's; give the node an empty data"
                    + " directory")
                .formatted(start, position));
      }
      // The end may have come between, when nobody waited yet.
      mustGoOn();
      return switch (await(outcome)) {
        case Database.Outcome.Changed(int rows) -> rows;
        case Database.Outcome.Refused(RegistryFailed why) -> throw why;
      };
    } finally {
      asked.remove(change.id());
    }
  }

  private void mustGoOn() {
    RegistryFailed over = stopped;
    if (over != null) {
      throw over;
    }
  }

  /// A node that was away for long may take its time, as long as it comes nearer.
  private Database.Outcome await(CompletableFuture<Database.Outcome> outcome) {
    long before;
    do {
      before = made;
      try {
        return outcome.get(PATIENCE_S, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        // Looks whether anything was made.
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof RegistryFailed known
            ? known
            : new IllegalStateException("A change ended in a way of its own", failed);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new RegistryFailed("Interrupted while the registry was changed", interrupted);
      }
    } while (made != before);
    RegistryFailed known = trouble;
    throw known != null
        ? known
        : new RegistryFailed(
            "The registry's change was not seen again within %d s: is Kafka reached?"
                .formatted(PATIENCE_S));
  }

  private void read(long position, byte[] bytes) {
    if (stopped != null || position <= made) {
      return;
    }
    Optional<Change> change = Change.of(bytes);
    Optional<Statement> statement = change.flatMap(Replica::known);
    if (change.isEmpty() || statement.isEmpty()) {
      stop(
          new RegistryFailed(
              "A newer node has changed the registry (%s): upgrade this one"
                  .formatted(change.map(Change::statement).orElse("position " + position))));
      return;
    }
    CompletableFuture<Database.Outcome> asker = asked.get(change.get().id());
    Database.Outcome outcome = makeAt(position, statement.get(), change.get());
    if (outcome == null) {
      return;
    }
    made = position;
    if (asker != null) {
      asker.complete(outcome);
    }
  }

  /// A statement that this version knows, with as many values as it knows of.
  private static Optional<Statement> known(Change change) {
    return Arrays.stream(Statement.values())
        .filter(statement -> statement.name().equals(change.statement()))
        .filter(statement -> statement.places() == change.values().size())
        .findFirst();
  }

  /// What a full disk or a lock keeps away is this node's alone: skipping it would set the nodes
  /// apart, so it is tried until it succeeds; null when this is closed before.
  private Database.@Nullable Outcome makeAt(long position, Statement statement, Change change) {
    while (stopped == null) {
      try {
        Database.Outcome outcome =
            database.changeAt(position, statement, change.values().toArray());
        trouble = null;
        return outcome;
      } catch (RegistryFailed failed) {
        trouble = failed;
      }
      try {
        var _ = closed.await(TRY_AGAIN_S, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        stop(new RegistryFailed("The registry's changes are not made any more", interrupted));
      }
    }
    return null;
  }

  /// What keeps this node from making the next change, at present.
  Optional<RegistryFailed> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// Makes no more changes, and tells all who wait for one.
  private void stop(RegistryFailed why) {
    if (stopped == null) {
      stopped = why;
    }
    asked.values().forEach(each -> each.completeExceptionally(why));
  }

  @Override
  public void close() {
    stop(new RegistryFailed("The registry is closed"));
    closed.countDown();
    try {
      log.close();
    } finally {
      database.close();
    }
  }
}
