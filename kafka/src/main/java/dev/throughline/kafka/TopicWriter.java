package dev.throughline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Appends records to the topics, each durable on all replicas in sync before it is acknowledged.
///
/// The order in a partition is the order of the calls. It is kept through failures by giving up
/// everything at the first one: **a record that fails takes with it every record called after it
/// and before it was told to have failed**, in whatever partition. So between two failures a
/// partition holds the first so many of what was called for it, in that order, and no gap. None of
/// them goes out after the failure was told; those that had left by then may have been written
/// ([AppendFailed#mayBeWritten()]), and each may be in the topic, never ahead of one called before
/// it. Whoever appends again what failed appends it after that, and must know it again when it is
/// there twice. Once the last of them has been told to have failed, appends are taken in again.
///
/// (A broker that comes back to life in the very moment may still write what it had received
/// before, after what is called next. It was told as possibly written.)
public final class TopicWriter implements AutoCloseable {
  private static final int LINGER_MS = 2;
  private static final int DELIVERY_MS = 30_000;
  private static final int REQUEST_MS = 10_000;
  private static final int MAX_BLOCK_MS = 1_000;

  /// A broker that starts again remembers only the last batch of each producer. Of several that it
  /// wrote without acknowledging them it would take the first for new, and write all a second time.
  private static final int MAX_IN_FLIGHT = 1;

  /// Large, since the next batch of a partition waits for the one before.
  private static final int BATCH_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 64 << 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /// The longest that one append may take until it is acknowledged or failed.
  static final Duration MAX_APPEND = Duration.ofMillis(DELIVERY_MS + MAX_BLOCK_MS);

  private final Cluster cluster;
  private final Map<String, Object> settings;
  private WriterRun run;
  private boolean closed;

  private TopicWriter(Cluster cluster, Map<String, Object> settings) {
    this.cluster = cluster;
    this.settings = settings;
    this.run = new WriterRun(cluster, producer());
  }

  /// @throws ClusterUnavailable if the name of no broker can be resolved
  public static TopicWriter open(Cluster cluster) {
    return open(cluster, DELIVERY_MS, BUFFER_BYTES);
  }

  static TopicWriter open(Cluster cluster, int deliveryMs, int bufferBytes) {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_IN_FLIGHT);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Cluster.MAX_MESSAGE_BYTES);
    // Of what is gathered in two milliseconds a stronger compression saves little and costs much.
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMs);
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_MS, deliveryMs - LINGER_MS));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    // It would forget where the topics are as soon as no broker answers, and appends would fail
    // that can wait. Brokers with new addresses are found by the producer after the next failure.
    settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    try {
      return new TopicWriter(cluster, settings);
    } catch (KafkaException unresolved) {
      throw new ClusterUnavailable(
          "Cannot write to the Kafka brokers at %s: %s"
              .formatted(cluster.bootstrap(), reason(unresolved)),
          unresolved);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Completes with the record's offset, or fails with [AppendFailed]: after 30 s without an
  /// acknowledgement, or at once where the buffer is full or a failure is still being told. Blocks
  /// no longer than a second, and only while the buffer is full or the partition's broker unknown.
  ///
  /// What is chained to the answer may run on the thread that talks to the brokers: it must be
  /// short, and not append.
  ///
  /// The time is that of the append, on a clock that agrees with the brokers' to some hours: topics
  /// forget what is old by it, and a broker that starts again forgets whose last record is more
  /// than a day old by it, and may then write what is sent to it again a second time.
  public CompletableFuture<Long> append(
      String topic, int partition, long timestampMs, byte[] value) {
    return append(topic, partition, timestampMs, value, List.of());
  }

  /// The same with something said beside the value.
  CompletableFuture<Long> append(
      String topic, int partition, long timestampMs, byte[] value, List<Header> headers) {
    if (value.length > Cluster.MAX_VALUE_BYTES) {
      throw new IllegalStateException(
          "A record of %d bytes for %s where %d are the most"
              .formatted(value.length, topic, Cluster.MAX_VALUE_BYTES));
    }
    try {
      return current()
          .append(new ProducerRecord<>(topic, partition, timestampMs, null, value, headers));
    } catch (KafkaException unresolved) {
      return CompletableFuture.failedFuture(
          AppendFailed.notWritten(
              "Cannot write to the Kafka brokers at %s: %s"
                  .formatted(cluster.bootstrap(), reason(unresolved)),
              unresolved));
    }
  }

  private synchronized WriterRun current() {
    if (run.isOver() && !closed) {
      run = new WriterRun(cluster, producer());
    }
    return run;
  }

  static @Nullable String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage();
  }

  /// Waits for what was appended, up to ten seconds; what is not written by then fails.
  @Override
  public void close() {
    WriterRun last;
    synchronized (this) {
      closed = true;
      last = run;
    }
    last.close(LAST_WORDS);
  }
}
