package dev.throughline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics of a cluster, made by whichever node comes first and checked by every one.
public final class Topics {
  private static final Duration REACH = Duration.ofSeconds(10);
  private static final Duration WORK = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// Kafka's own name for how transactions are fenced. From level 2 on every transaction has an
  /// epoch of its own; before that a late request could slip into the next one (KIP-890).
  private static final String TRANSACTIONS = "transaction.version";

  private static final int FENCED_TRANSACTIONS = 2;

  private final Cluster cluster;
  private final Admin admin;
  private final Asked asked;

  private Topics(Cluster cluster, Admin admin, Asked asked) {
    this.cluster = cluster;
    this.admin = admin;
    this.asked = asked;
  }

  /// Makes what is missing; several nodes may do so at once. Gives back the cluster with the number
  /// of cells that it has: the topics' where they are there, else the one asked for.
  ///
  /// @throws ClusterUnavailable if no broker answers within 10 s, or the topics are not there
  ///   within 30 s
  /// @throws ClusterUnfit if the brokers, or a topic that is there, cannot be worked with
  public static Cluster prepare(Cluster cluster) {
    Asked first = new Asked(cluster, REACH);
    Admin admin = open(cluster, first);
    try {
      int brokers = first.get(admin.describeCluster().nodes(), "answer").size();
      return new Topics(cluster, admin, new Asked(cluster, WORK)).prepare(brokers);
    } catch (ApiException refused) {
      throw new ClusterUnfit(
          "The Kafka brokers at %s refuse to make or show the topics: %s"
              .formatted(cluster.bootstrap(), refused.getMessage()));
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static Admin open(Cluster cluster, Asked asked) {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) WORK.toMillis());
    try {
      return Admin.create(settings);
    } catch (KafkaException unresolved) {
      throw asked.unavailable("resolve", unresolved);
    }
  }

  private Cluster prepare(int brokers) {
    checkTransactions();
    Map<String, TopicDescription> there = there();
    checkPartitions(there);
    checkSettings(there);
    List<NewTopic> missing =
        TopicSettings.of(cluster.withCells(cells(there))).stream()
            .filter(topic -> !there.containsKey(topic.name()))
            .map(topic -> topic.toMake(brokers))
            .toList();
    // One request: the controller makes all of it before it turns to another node's.
    admin.createTopics(missing).values().values().forEach(this::awaitMade);
    Map<String, TopicDescription> all = awaitAll();
    checkPartitions(all);
    checkSettings(all);
    return cluster.withCells(cells(all));
  }

  private void checkTransactions() {
    FinalizedVersionRange level =
        asked
            .get(admin.describeFeatures().featureMetadata(), "say what they can do")
            .finalizedFeatures()
            .get(TRANSACTIONS);
    int found = level == null ? 0 : level.maxVersionLevel();
    if (found < FENCED_TRANSACTIONS) {
      throw new ClusterUnfit(
          ("The Kafka brokers at %s have %s=%d and need %d: run Kafka 4.0 or newer, then"
                  + " kafka-features.sh --bootstrap-server %s upgrade --feature %s=%d")
              .formatted(
                  cluster.bootstrap(),
                  TRANSACTIONS,
                  found,
                  FENCED_TRANSACTIONS,
                  cluster.bootstrap(),
                  TRANSACTIONS,
                  FENCED_TRANSACTIONS));
    }
  }

  private Map<String, TopicDescription> there() {
    Map<String, TopicDescription> there = new HashMap<>();
    admin
        .describeTopics(cluster.topics())
        .topicNameValues()
        .forEach((name, answer) -> {
          try {
            there.put(name, asked.get(answer, "describe the topic " + name));
          } catch (UnknownTopicOrPartitionException _) {
            // Not there.
          }
        });
    return there;
  }

  private void awaitMade(KafkaFuture<Void> answer) {
    try {
      asked.get(answer, "make the topics");
    } catch (TopicExistsException _) {
      // Another node was faster.
    }
  }

  /// A topic that the controller has made is not yet known to every broker, nor led by one.
  private Map<String, TopicDescription> awaitAll() {
    while (true) {
      Map<String, TopicDescription> there = there();
      if (there.keySet().containsAll(cluster.topics())
          && there.values().stream().allMatch(Topics::isLed)) {
        return there;
      }
      if (!asked.isTimeLeft()) {
        throw asked.unavailable(
            "have a leader for each partition of the topics " + cluster.topics(),
            new IllegalStateException("found " + there.keySet()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean isLed(TopicDescription topic) {
    return topic.partitions().stream().allMatch(p -> p.leader() != null && !p.leader().isEmpty());
  }

  private int cells(Map<String, TopicDescription> there) {
    TopicDescription cells = there.get(cluster.cellsTopic());
    TopicDescription letters = there.get(cluster.lettersTopic());
    TopicDescription known = cells == null ? letters : cells;
    return known == null ? cluster.cells() : known.partitions().size();
  }

  private void checkPartitions(Map<String, TopicDescription> there) {
    int cells = cells(there);
    if (cells != cluster.cells() && cluster.cells() != Cluster.DEFAULT_CELLS) {
      throw new ClusterUnfit(
          ("The topic %s has %d partitions, and %d cells are asked for; the number of cells cannot"
                  + " be changed any more: ask for %d or for none in particular")
              .formatted(cluster.cellsTopic(), cells, cluster.cells(), cells));
    }
    for (TopicSettings wanted : TopicSettings.of(cluster.withCells(cells))) {
      TopicDescription found = there.get(wanted.name());
      if (found != null && found.partitions().size() != wanted.partitions()) {
        throw wrong(wanted, found.partitions().size());
      }
    }
  }

  private ClusterUnfit wrong(TopicSettings wanted, int found) {
    String why =
        wanted.name().equals(cluster.lettersTopic())
            ? "as many as " + cluster.cellsTopic() + " has"
            : "or the order of what is in it would be lost";
    return new ClusterUnfit(
        ("The topic %s has %d partitions and must have %d, %s; choose another prefix, or delete it"
                + " with all that is in it, and it will be made anew: kafka-topics.sh"
                + " --bootstrap-server %s --delete --topic %s")
            .formatted(
                wanted.name(),
                found,
                wanted.partitions(),
                why,
                cluster.bootstrap(),
                wanted.name()));
  }

  private void checkSettings(Map<String, TopicDescription> there) {
    Map<ConfigResource, KafkaFuture<Config>> found =
        admin.describeConfigs(there.keySet().stream().map(Topics::resource).toList()).values();
    for (TopicSettings topic : TopicSettings.of(cluster)) {
      KafkaFuture<Config> answer = found.get(resource(topic.name()));
      if (answer != null) {
        topic.check(asked.get(answer, "show the settings of " + topic.name()), cluster);
      }
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
