package dev.throughline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads one partition from an offset on, in order, on a thread of its own: everything that was
/// committed, once, for as long as it takes. While no broker answers it waits.
public final class TopicReader implements AutoCloseable {
  private static final int MAX_BATCH_RECORDS = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LAST_BATCH = Duration.ofSeconds(10);
  private static final long UNKNOWN = -1;

  /// Who is handed what is read, one call after another on the reader's thread.
  public interface Listener {
    /// The next records, at least one. The reader's position moves behind them once this returns;
    /// whatever is thrown ends the reader.
    void read(List<ReadRecord> batch);

    /// The partition's broker answers now, or does not any more. First told when it answers.
    void connected(boolean yes);

    /// The reader has ended, with [PositionLost], with what [#read(List)] threw, or with what a
    /// broker refused for good.
    void failed(RuntimeException cause);
  }

  private final Cluster cluster;
  private final TopicPartition source;
  private final Listener listener;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicWatch watch;
  private final Thread thread;
  private volatile long position;
  private volatile long end = UNKNOWN;
  private volatile boolean closing;
  private boolean toldConnected;

  private TopicReader(
      Cluster cluster,
      TopicPartition source,
      long from,
      Listener listener,
      KafkaConsumer<byte[], byte[]> consumer,
      TopicWatch watch) {
    this.cluster = cluster;
    this.source = source;
    this.position = from;
    this.listener = listener;
    this.consumer = consumer;
    this.watch = watch;
    this.thread = Thread.ofPlatform().name("reader-" + source).daemon().unstarted(this::run);
  }

  /// Reads from an offset on, which may be the one that will be written next.
  ///
  /// @throws ClusterUnavailable if the name of no broker can be resolved
  public static TopicReader open(
      Cluster cluster, String topic, int partition, long from, Listener listener) {
    TopicPartition source = new TopicPartition(topic, partition);
    try {
      TopicWatch watch = TopicWatch.open(cluster, source);
      TopicReader reader =
          new TopicReader(cluster, source, from, listener, consumer(cluster), watch);
      reader.thread.start();
      return reader;
    } catch (KafkaException unresolved) {
      throw new ClusterUnavailable(
          "Cannot read from the Kafka brokers at %s: %s"
              .formatted(cluster.bootstrap(), TopicWriter.reason(unresolved)),
          unresolved);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Cluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_BATCH_RECORDS);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Cluster.MAX_MESSAGE_BYTES);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void run() {
    try (consumer;
        watch) {
      consumer.assign(List.of(source));
      consumer.seek(source, position);
      while (!closing) {
        watch.look();
        tellConnected();
        if (watch.isInDoubt()) {
          LockSupport.parkNanos(POLL.toNanos());
        } else {
          step();
        }
      }
    } catch (WakeupException _) {
      // Closed.
    } catch (OffsetOutOfRangeException lost) {
      fail(
          new PositionLost(
              ("%s of the Kafka brokers at %s does not hold offset %d: it was made anew, or what was"
                      + " there is older than it keeps (%s)")
                  .formatted(source, cluster.bootstrap(), position, lost.getMessage())));
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }

  private void fail(RuntimeException cause) {
    if (!closing) {
      listener.failed(cause);
    }
  }

  private void step() {
    ConsumerRecords<byte[], byte[]> polled;
    try {
      polled = consumer.poll(POLL);
    } catch (RetriableException _) {
      // A broker that is away for now; `watch` tells.
      return;
    }
    List<ReadRecord> batch = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : polled.records(source)) {
      batch.add(new ReadRecord(record.offset(), record.timestamp(), record.value()));
    }
    if (!batch.isEmpty()) {
      listener.read(List.copyOf(batch));
    }
    OffsetAndMetadata next = polled.nextOffsets().get(source);
    if (next != null) {
      position = next.offset();
    }
    OptionalLong lag = consumer.currentLag(source);
    if (lag.isPresent()) {
      end = position + lag.getAsLong();
    }
  }

  private void tellConnected() {
    boolean connected = watch.isConnected();
    if (connected != toldConnected) {
      toldConnected = connected;
      listener.connected(connected);
    }
  }

  /// The offset that is read next: everything before it was handed over.
  public long position() {
    return position;
  }

  /// How many offsets lie between what was handed over and the end of what is committed, as last
  /// heard; empty before the first answer of a broker.
  public OptionalLong lag() {
    long last = end;
    return last == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(Math.max(0, last - position));
  }

  /// Whether the partition's broker answers, as found between the last two batches; a change shows
  /// within about three seconds.
  public boolean isConnected() {
    return watch.isConnected();
  }

  /// Reads no more. Waits for the batch that is being handed over, up to ten seconds, unless called
  /// by the listener itself.
  @Override
  public void close() {
    closing = true;
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    consumer.wakeup();
    try {
      thread.join(LAST_BATCH);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
