package dev.throughline.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// A topic of one partition as one list of changes: whoever appends learns where the change lies,
/// and all who follow see the same changes at the same positions in the same order.
public final class OrderedTopic {
  private static final int PARTITION = 0;

  private final Cluster cluster;
  private final String topic;
  private final TopicWriter writer;
  private final LongSupplier clockMs;

  /// Who follows the changes, one call after another on a thread of its own.
  public interface Reader {
    /// The next change. Positions rise, not always by one.
    void read(long position, byte[] change);

    /// Nothing more will be read.
    void failed(RuntimeException cause);
  }

  /// The writer stays its owner's to close.
  public OrderedTopic(Cluster cluster, String topic, TopicWriter writer, LongSupplier clockMs) {
    this.cluster = cluster;
    this.topic = topic;
    this.writer = writer;
    this.clockMs = clockMs;
  }

  /// Appends a change, waits until it is durable, and gives back its position.
  ///
  /// @throws AppendFailed if it is not durable within about 30 s
  public long append(byte[] change) {
    try {
      return writer
          .append(topic, PARTITION, clockMs.getAsLong(), change)
          .get(2 * TopicWriter.MAX_APPEND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AppendFailed why) {
        throw why;
      }
      throw new IllegalStateException("An append failed in a way of its own", failed);
    } catch (TimeoutException late) {
      throw new IllegalStateException("An append neither succeeded nor failed", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw AppendFailed.unknown("Interrupted while appending to " + topic, interrupted);
    }
  }

  /// Reads every change from a position on (0 is the first), those that will be appended too, until
  /// it is closed.
  public AutoCloseable follow(long from, Reader reader) {
    return TopicReader.open(cluster, topic, PARTITION, from, new OneByOne(reader));
  }

  /// Batches as single changes.
  private record OneByOne(Reader reader) implements TopicReader.Listener {
    @Override
    public void read(List<ReadRecord> batch) {
      for (ReadRecord change : batch) {
        reader.read(change.offset(), change.value());
      }
    }

    @Override
    public void connected(boolean yes) {
      // Followers only wait.
    }

    @Override
    public void failed(RuntimeException cause) {
      reader.failed(cause);
    }
  }
}
