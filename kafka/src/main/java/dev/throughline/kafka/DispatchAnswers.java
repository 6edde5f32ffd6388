package dev.throughline.kafka;

import dev.throughline.runtime.Command;
import dev.throughline.runtime.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// What whoever carries letters says to their cells: claims, and what came of them. It does not go
/// through the log, for which cell a letter is in is known here.
final class DispatchAnswers {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String topic;
  private final TopicWriter writer;
  private final LongSupplier clockMs;
  private final Executor executor;
  private final DispatchPlaces places;
  private volatile boolean over;

  /// @param executor for what must not run on the thread that talks to the brokers
  DispatchAnswers(
      Cluster cluster,
      TopicWriter writer,
      LongSupplier clockMs,
      Executor executor,
      DispatchPlaces places) {
    this.topic = cluster.cellsTopic();
    this.writer = writer;
    this.clockMs = clockMs;
    this.executor = executor;
    this.places = places;
  }

  /// Has a cell of this node say again what it has decided, and call unknown what it has granted.
  void offer(int cell) {
    var _ = keep(cell, new Work.Offer(now()), () -> places.isOurs(cell));
  }

  /// Says to a letter's cell what a dispatcher would have in the log.
  CompletableFuture<Long> say(Command command) {
    return switch (command) {
      case Command.Claim(String letter, int attempt) ->
          claim(command, new DispatchPlaces.Attempt(letter, attempt));
      case Command.Settle settle ->
          settle(settle, new DispatchPlaces.Attempt(settle.letter(), settle.attempt()));
      case Command.Happened _,
          Command.Start _,
          Command.Tick _,
          Command.Publish _,
          Command.Keep _,
          Command.Feedback _,
          Command.Refused _,
          Command.Erase _ ->
          throw new IllegalStateException("No letter is carried by " + command);
    };
  }

  private CompletableFuture<Long> claim(Command claim, DispatchPlaces.Attempt attempt) {
    Integer cell = places.claim(attempt);
    return cell == null
        ? CompletableFuture.failedFuture(
            new IllegalStateException("%s is another node's".formatted(attempt)))
        : keep(cell, about(attempt, claim), () -> places.isOurs(cell));
  }

  private CompletableFuture<Long> settle(Command settle, DispatchPlaces.Attempt attempt) {
    int cell = places.cellOnTheWire(attempt);
    return keep(cell, about(attempt, settle), () -> true)
        .whenComplete((_, _) -> places.settled(attempt));
  }

  private Work about(DispatchPlaces.Attempt attempt, Command command) {
    return new Work.About(attempt.letter(), now(), command.bytes());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }

  /// Says it until the brokers have it, or it does not matter any more. Twice does no harm.
  private CompletableFuture<Long> keep(int cell, Work work, BooleanSupplier matters) {
    if (over || !matters.getAsBoolean()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("Cell %d hears no more from here".formatted(cell)));
    }
    return writer
        .append(topic, cell, clockMs.getAsLong(), work.bytes())
        .exceptionallyComposeAsync(
            _ -> keep(cell, work, matters),
            CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, executor));
  }

  /// Says nothing more.
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
