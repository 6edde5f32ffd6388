package dev.throughline.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/// What becomes of a stream thread that failed: where the brokers could not do something for a
/// while, another takes its place; for anything else, a mistake of ours above all, this node stops,
/// since the next thread, and the next node, would fail at the same record.
final class StreamsFailures implements StreamsUncaughtExceptionHandler {
  /// More than so many in the span, and it is not a while any more.
  private static final int MOST = 20;

  private static final Duration SPAN = Duration.ofMinutes(5);

  private final LongSupplier clockMs;
  private final Consumer<Throwable> failed;
  private final ArrayDeque<Long> replaced = new ArrayDeque<>();

  /// @param failed told why this node stops
  StreamsFailures(LongSupplier clockMs, Consumer<Throwable> failed) {
    this.clockMs = clockMs;
    this.failed = failed;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    if (mayPass(exception) && isRare()) {
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failed.accept(exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean mayPass(Throwable exception) {
    for (Throwable each = exception; each != null; each = each.getCause()) {
      if (each instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  private synchronized boolean isRare() {
    long now = clockMs.getAsLong();
    replaced.add(now);
    while (replaced.getFirst() < now - SPAN.toMillis()) {
      replaced.removeFirst();
    }
    return replaced.size() <= MOST;
  }
}
