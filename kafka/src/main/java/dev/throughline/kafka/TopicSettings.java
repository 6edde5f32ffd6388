package dev.throughline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// How one topic is made, and what of that must hold of one that is there.
///
/// @param kept for how long what is in it stays, unless the operator says otherwise; empty: for
///   ever, and that must be so
record TopicSettings(String name, int partitions, Optional<Duration> kept) {
  private static final Duration WORK = Duration.ofDays(7);

  /// As long as the content of messages: who is erased is in no topic after it. A node that comes
  /// later than so, or was away for so long, brings a copy of another's facts.
  private static final Duration FACTS = Duration.ofDays(30);

  private static final String FOR_EVER = "-1";
  private static final int MAX_REPLICAS = 3;

  /// All topics of a cluster.
  static List<TopicSettings> of(Cluster cluster) {
    return List.of(
        new TopicSettings(cluster.logTopic(), 1, Optional.of(WORK)),
        new TopicSettings(cluster.cellsTopic(), cluster.cells(), Optional.of(WORK)),
        new TopicSettings(cluster.lettersTopic(), cluster.cells(), Optional.of(WORK)),
        new TopicSettings(cluster.factsTopic(), 1, Optional.of(FACTS)),
        new TopicSettings(cluster.registryTopic(), 1, Optional.empty()));
  }

  /// With three replicas one broker may fail while what is acknowledged still lies on two.
  NewTopic toMake(int brokers) {
    int replicas = Math.min(MAX_REPLICAS, brokers);
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    settings.put(
        TopicConfig.RETENTION_MS_CONFIG,
        kept.map(span -> Long.toString(span.toMillis())).orElse(FOR_EVER));
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    // A node whose clock is wrong must be able to take inputs in; the broker's may be the wrong
    // one.
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Cluster.MAX_MESSAGE_BYTES));
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replicas - 1)));
    settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
    return new NewTopic(name, partitions, (short) replicas).configs(settings);
  }

  /// What would lose or refuse records. How long the rest is kept is the operator's to choose.
  ///
  /// @throws ClusterUnfit if it does not hold
  void check(Config there, Cluster cluster) {
    must(there, cluster, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    must(there, cluster, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    if (kept.isEmpty()) {
      must(there, cluster, TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
      must(there, cluster, TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
    }
    String least = Integer.toString(Cluster.MAX_MESSAGE_BYTES);
    String most = value(there, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (Long.parseLong(most) < Cluster.MAX_MESSAGE_BYTES) {
      throw unfit(cluster, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, most, least);
    }
  }

  private void must(Config there, Cluster cluster, String setting, String wanted) {
    String value = value(there, setting);
    if (!value.equals(wanted)) {
      throw unfit(cluster, setting, value, wanted);
    }
  }

  private static String value(Config there, String setting) {
    return there.get(setting).value();
  }

  private ClusterUnfit unfit(Cluster cluster, String setting, String value, String wanted) {
    return new ClusterUnfit(
        ("The topic %s has %s=%s and needs %s; change it with kafka-configs.sh"
                + " --bootstrap-server %s --alter --topic %s --add-config %s=%s")
            .formatted(name, setting, value, wanted, cluster.bootstrap(), name, setting, wanted));
  }
}
