package dev.throughline.runtime;

import dev.throughline.log.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The engine at work: takes commands into the input log, applies them, wakes who is due, carries
/// letters, and tells what followed. On one machine (`EmbeddedRuntime`), or on many.
public interface Orchestrator extends AutoCloseable {
  /// What is told, and whether it has been kept.
  public interface Listener {
    /// Called in order on the operator's thread: whatever takes time belongs elsewhere.
    void tell(Told told);

    /// The number of the last fact that will survive a crash without being told again. A checkpoint
    /// waits for it.
    long kept();

    /// The runtime cannot go on; nothing more is acknowledged.
    void failed(Throwable cause);
  }

  /// Whether commands were taken in.
  public sealed interface Submission {
    /// Completes with the number of the last entry once all are durable.
    record Taken(CompletableFuture<Long> durable) implements Submission {}

    /// Too much is waiting to be applied; try again after this time.
    record Busy(Duration after) implements Submission {}

    /// The log does not take anything in at present.
    record Refused(Health health) implements Submission {}
  }

  /// Takes commands in, all or none, next to each other.
  Submission submit(List<Command> commands);

  /// The same; `counted` says how many of them counted, once they have been applied.
  Submission submit(List<Command> commands, Counted counted);

  /// The same for what must get through even when the disk is nearly full or much is waiting:
  /// opt-outs and erasures.
  CompletableFuture<Long> submitUrgently(List<Command> commands);

  /// Completes when the entry has been applied and told.
  CompletableFuture<Long> applied(long entry);

  /// Asks of what is, between two inputs; the answer must be quick to give.
  <T> CompletableFuture<T> ask(Function<View, T> question);

  Health health();

  /// How many durable entries wait to be applied.
  long behind();

  /// Completes with `entry` as soon as few enough entries before it wait to be applied: whoever
  /// answers only then slows senders down to what can be done, without a word.
  CompletableFuture<Long> within(long entry);

  /// Names of counters and how often each was counted since the start.
  CompletableFuture<Map<String, Long>> counters();

  /// Stops taking in, finishes what is durable, and lets go of everything.
  @Override
  void close();
}
