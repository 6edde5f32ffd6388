package dev.throughline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far the cells are behind the log, and whether the brokers answer: looked at twice a second
/// by a thread that lives until `close`.
final class Lag implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_SLOWING = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final String group;
  private final long softBehind;
  private final Admin admin;
  private final Thread thread = new Thread(this::run, "lag");
  private List<CompletableFuture<Void>> slowed = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long behind;
  private volatile long applied;
  private volatile @Nullable String unreached;

  /// @param group who reads the log and the cells' work
  /// @param softBehind how much may wait before senders are slowed down
  Lag(Cluster cluster, String group, long softBehind) {
    this.cluster = cluster;
    this.group = group;
    this.softBehind = softBehind;
    this.admin = Admin.create(new HashMap<>(cluster.client()));
    thread.setDaemon(true);
    thread.start();
  }

  /// How much waits to be done: entries of the log, and the work that they led to with the marks of
  /// its transactions.
  long behind() {
    return behind;
  }

  /// How many entries of the log have gone to the cells.
  long applied() {
    return applied;
  }

  /// Why the brokers are not reached; null while they are.
  @Nullable String unreached() {
    return unreached;
  }

  /// Completes as soon as little enough waits, or after two seconds.
  CompletableFuture<Void> within() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (behind <= softBehind || isClosed()) {
        done.complete(null);
        return done;
      }
      slowed.add(done);
    }
    return done.completeOnTimeout(null, LONGEST_SLOWING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
        release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Asked asked = new Asked(cluster, LONGEST_ANSWER);
      Map<TopicPartition, OffsetAndMetadata> done =
          asked.get(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
              "say how far the cells are");
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          asked.get(admin.listOffsets(wanted()).all(), "say how long the topics are");
      long sum = 0;
      for (var end : ends.entrySet()) {
        OffsetAndMetadata at = done.get(end.getKey());
        sum += Math.max(end.getValue().offset() - (at == null ? 0 : at.offset()), 0);
      }
      OffsetAndMetadata log = done.get(new TopicPartition(cluster.logTopic(), 0));
      applied = log == null ? 0 : log.offset();
      behind = sum;
      unreached = null;
    } catch (ClusterUnavailable | KafkaException failed) {
      unreached = failed.getMessage();
    }
  }

  private Map<TopicPartition, OffsetSpec> wanted() {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    wanted.put(new TopicPartition(cluster.logTopic(), 0), OffsetSpec.latest());
    for (int cell = 0; cell < cluster.cells(); cell++) {
      wanted.put(new TopicPartition(cluster.cellsTopic(), cell), OffsetSpec.latest());
    }
    return wanted;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void release() {
    List<CompletableFuture<Void>> all;
    synchronized (this) {
      slowed.removeIf(CompletableFuture::isDone);
      if (behind > softBehind && !isClosed()) {
        return;
      }
      all = slowed;
      slowed = new ArrayList<>();
    }
    all.forEach(one -> one.complete(null));
  }

  @Override
  public void close() {
    closed.countDown();
    release();
    // Ends what the thread may be waiting for.
    admin.close(Duration.ZERO);
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
