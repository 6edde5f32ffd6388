package dev.throughline.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One producer from its opening to its first failure. Its brokers take a batch only after the one
/// before it, so what they hold of a run is the beginning of what was called, without a gap.
final class WriterRun {
  private final Cluster cluster;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong underWay = new AtomicLong();
  private volatile @Nullable Exception failure;
  private final Map<String, Silence> silences = new ConcurrentHashMap<>();

  /// The brokers did not even say where a record of a topic belongs; for a while nobody else waits
  /// for that.
  private record Silence(Exception found, long untilNanos) {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    Silence(Exception found) {
      this(found, System.nanoTime() + LENGTH.toNanos());
    }

    boolean isOver() {
      return System.nanoTime() - untilNanos > 0;
    }
  }

  WriterRun(Cluster cluster, KafkaProducer<byte[], byte[]> producer) {
    this.cluster = cluster;
    this.producer = producer;
  }

  CompletableFuture<Long> append(ProducerRecord<byte[], byte[]> record) {
    // Counted before the failure is looked at: a run that is over takes in nothing more.
    underWay.incrementAndGet();
    Exception before = failure;
    Silence now = silences.get(record.topic());
    if (before == null && now != null && !now.isOver()) {
      before = now.found();
    }
    if (before != null) {
      underWay.decrementAndGet();
      return CompletableFuture.failedFuture(
          AppendFailed.notWritten(
              "Not tried for %s with the Kafka brokers at %s: one before it has just failed (%s)"
                  .formatted(record.topic(), cluster.bootstrap(), before.getMessage()),
              before));
    }
    CompletableFuture<Long> written = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    try {
      Future<RecordMetadata> _ =
          producer.send(
              record,
              (metadata, failed) -> {
                if (failed == null) {
                  written.complete(metadata.offset());
                  underWay.decrementAndGet();
                } else if (Thread.currentThread().equals(caller)) {
                  refuse(written, record, failed);
                } else {
                  giveUp(written, record, failed);
                }
              });
    } catch (KafkaException | IllegalStateException failed) {
      refuse(written, record, failed);
    }
    return written;
  }

  /// It never got into the buffer, and its caller is told before it can call the next.
  private void refuse(
      CompletableFuture<Long> written, ProducerRecord<byte[], byte[]> record, Exception failed) {
    if (failed instanceof TimeoutException && !(failed instanceof BufferExhaustedException)) {
      silences.put(record.topic(), new Silence(failed));
    }
    written.completeExceptionally(
        AppendFailed.notWritten(
            "Not taken in for %s by the Kafka brokers at %s: %s"
                .formatted(record.topic(), cluster.bootstrap(), failed.getMessage()),
            failed));
    underWay.decrementAndGet();
  }

  /// On the producer's own thread, which goes on to nothing else: closing it here is what keeps the
  /// records behind this one from being sent.
  private void giveUp(
      CompletableFuture<Long> written, ProducerRecord<byte[], byte[]> record, Exception failed) {
    if (failure == null) {
      failure = failed;
      producer.close(Duration.ZERO);
    }
    written.completeExceptionally(
        AppendFailed.unknown(
            "Not acknowledged for %s by the Kafka brokers at %s: %s"
                .formatted(record.topic(), cluster.bootstrap(), failed.getMessage()),
            failed));
    underWay.decrementAndGet();
  }

  /// Whether it failed, and all of its records were told so.
  boolean isOver() {
    return failure != null && underWay.get() == 0;
  }

  void close(Duration wait) {
    producer.close(wait);
  }
}
