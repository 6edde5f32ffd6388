package dev.throughline.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a reader says, one line after another.
final class Heard implements TopicReader.Listener {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> records = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> connections = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();

  @Override
  public void read(List<ReadRecord> batch) {
    for (ReadRecord record : batch) {
      records.add(record.offset() + ":" + new String(record.value(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void connected(boolean yes) {
    connections.add(yes);
  }

  @Override
  public void failed(RuntimeException cause) {
    failures.add(cause);
  }

  /// The next records, as `offset:word`.
  List<String> next(int count) throws InterruptedException {
    List<String> next = new ArrayList<>();
    while (next.size() < count) {
      next.add(first(records, "one more record"));
    }
    return next;
  }

  boolean nextConnected() throws InterruptedException {
    return first(connections, "a word about the connection");
  }

  RuntimeException failure() throws InterruptedException {
    return first(failures, "a failure");
  }

  boolean isAtRest() {
    return records.isEmpty();
  }

  private static <T> T first(BlockingQueue<T> queue, String what) throws InterruptedException {
    @Nullable T first = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (first == null) {
      throw new AssertionError("Waited %d s for %s".formatted(PATIENCE_SECONDS, what));
    }
    return first;
  }
}
