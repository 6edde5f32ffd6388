package dev.throughline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks once a second whether a partition has a broker, and whether its topic is still the one it
/// was. A consumer tells neither: it waits without a word for brokers that are away, and goes on at
/// its old offset in a topic that was deleted and made anew.
final class TopicWatch implements AutoCloseable {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int ANSWER_MS = 2_000;

  /// A broker that has just started may not have heard of a topic yet.
  private static final int MAX_UNKNOWN = 5;

  private final Cluster cluster;
  private final TopicPartition source;
  private final Admin admin;
  private @Nullable KafkaFuture<TopicDescription> asked;
  private long askedNanos;
  private @Nullable Uuid id;
  private int unknown;
  private volatile boolean connected;

  private TopicWatch(Cluster cluster, TopicPartition source, Admin admin) {
    this.cluster = cluster;
    this.source = source;
    this.admin = admin;
    this.askedNanos = System.nanoTime() - PACE.toNanos();
  }

  static TopicWatch open(Cluster cluster, TopicPartition source) {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return new TopicWatch(cluster, source, Admin.create(settings));
  }

  /// Takes in an answer, or asks again when it is time; does not wait.
  ///
  /// @throws PositionLost if the topic is gone, or another
  void look() {
    KafkaFuture<TopicDescription> answer = asked;
    if (answer != null && answer.isDone()) {
      asked = null;
      hear(answer);
    }
    if (asked == null && System.nanoTime() - askedNanos >= PACE.toNanos()) {
      askedNanos = System.nanoTime();
      asked = admin.describeTopics(List.of(source.topic())).topicNameValues().get(source.topic());
    }
  }

  private void hear(KafkaFuture<TopicDescription> answer) {
    try {
      TopicDescription found = answer.get();
      unknown = 0;
      check(found);
      Node leader = found.partitions().get(source.partition()).leader();
      connected = leader != null && !leader.isEmpty();
    } catch (ExecutionException failed) {
      connected = false;
      refused(failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("Waited for an answer that is there", interrupted);
    }
  }

  private void check(TopicDescription found) {
    if (found.partitions().size() <= source.partition()) {
      throw lost("has %d partitions".formatted(found.partitions().size()));
    }
    if (id != null && !id.equals(found.topicId())) {
      throw lost("was deleted and made anew");
    }
    id = found.topicId();
  }

  private void refused(@Nullable Throwable reason) {
    switch (reason) {
      case UnknownTopicOrPartitionException _ -> {
        unknown++;
        if (unknown == MAX_UNKNOWN) {
          throw lost("is not there");
        }
      }
      case AuthorizationException no -> throw no;
      case null, default -> {
        // Nobody answers.
      }
    }
  }

  private PositionLost lost(String what) {
    return new PositionLost(
        "Cannot read on in %s: the topic %s of the Kafka brokers at %s %s"
            .formatted(source, source.topic(), cluster.bootstrap(), what));
  }

  /// Whether the topic was not there when last asked for: what comes from under its name now may be
  /// of another.
  boolean isInDoubt() {
    return unknown > 0;
  }

  boolean isConnected() {
    return connected;
  }

  @Override
  public void close() {
    connected = false;
    admin.close(Duration.ZERO);
  }
}
