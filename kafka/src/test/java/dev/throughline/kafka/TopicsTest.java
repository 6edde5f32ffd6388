package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every test has a prefix of its own on one broker.
@Timeout(60)
class TopicsTest {
  private static Broker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = Broker.start();
    admin = Admin.create(broker.cluster().client());
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void threeNodesThatStartAtOnceMakeThemOnce() throws Exception {
    Cluster cluster = cluster("three", 24);
    List<Future<Cluster>> answers = new ArrayList<>();
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        answers.add(nodes.submit(() -> Topics.prepare(cluster)));
      }
    }
    for (Future<Cluster> answer : answers) {
      assertThat(answer.get()).isEqualTo(cluster);
    }
    assertThat(partitions(cluster))
        .isEqualTo(
            Map.of(
                "three-log", 1,
                "three-cells", 24,
                "three-letters", 24,
                "three-facts", 1,
                "three-registry", 1));
  }

  @Test
  void whatIsTranslatedOnceMayBeForgottenAndWhatIsReadAnewIsKept() throws Exception {
    Cluster cluster = Topics.prepare(cluster("kept", 2));
    assertThat(setting(cluster.logTopic(), "retention.ms")).isEqualTo("604800000");
    assertThat(setting(cluster.cellsTopic(), "retention.ms")).isEqualTo("604800000");
    assertThat(setting(cluster.lettersTopic(), "retention.ms")).isEqualTo("604800000");
    assertThat(setting(cluster.factsTopic(), "retention.ms")).isEqualTo("2592000000");
    assertThat(setting(cluster.registryTopic(), "retention.ms")).isEqualTo("-1");
    for (String topic : cluster.topics()) {
      assertThat(setting(topic, "message.timestamp.type")).isEqualTo("CreateTime");
      assertThat(setting(topic, "max.message.bytes")).isEqualTo("9437184");
      assertThat(setting(topic, "min.insync.replicas")).isEqualTo("1");
    }
  }

  @Test
  void theNumberOfCellsThatIsThereWins() {
    Topics.prepare(cluster("six", 6));
    assertThat(Topics.prepare(cluster("six", Cluster.DEFAULT_CELLS)).cells()).isEqualTo(6);
  }

  @Test
  void anotherNumberOfCellsThanIsThereIsRefused() {
    Topics.prepare(cluster("four", 4));
    assertThatThrownBy(() -> Topics.prepare(cluster("four", 8)))
        .isInstanceOf(ClusterUnfit.class)
        .hasMessage(
            "The topic four-cells has 4 partitions, and 8 cells are asked for; the number of cells"
                + " cannot be changed any more: ask for 4 or for none in particular");
  }

  @Test
  void whatIsMissingIsMadeToFitWhatIsThere() throws Exception {
    make("half-letters", 5, Map.of("max.message.bytes", "9437184"));
    assertThat(Topics.prepare(cluster("half", Cluster.DEFAULT_CELLS)).cells()).isEqualTo(5);
    assertThat(partitions(cluster("half", 5))).containsEntry("half-cells", 5);
  }

  @Test
  void wrongPartitionsAreRefusedBeforeAnythingIsMade() throws Exception {
    make("wrong-log", 3, Map.of());
    assertThatThrownBy(() -> Topics.prepare(cluster("wrong", 24)))
        .isInstanceOf(ClusterUnfit.class)
        .hasMessageContaining("The topic wrong-log has 3 partitions and must have 1")
        .hasMessageContaining("--delete --topic wrong-log");
    assertThat(admin.listTopics().names().get())
        .filteredOn(name -> name.startsWith("wrong-"))
        .containsExactly("wrong-log");
  }

  @Test
  void asManyLettersAsCells() throws Exception {
    make("odd-cells", 3, Map.of());
    make("odd-letters", 2, Map.of());
    assertThatThrownBy(() -> Topics.prepare(cluster("odd", 24)))
        .isInstanceOf(ClusterUnfit.class)
        .hasMessageContaining(
            "The topic odd-letters has 2 partitions and must have 3, as many as odd-cells has");
  }

  @Test
  void keysThatWouldBeForgottenAreRefused() throws Exception {
    make("short-registry", 1, Map.of());
    assertThatThrownBy(() -> Topics.prepare(cluster("short", 24)))
        .isInstanceOf(ClusterUnfit.class)
        .hasMessageContaining("The topic short-registry has retention.ms=604800000 and needs -1")
        .hasMessageContaining("--alter --topic short-registry --add-config retention.ms=-1");
  }

  @Test
  void anAbsentBrokerIsRefusedWithinTenSeconds() {
    String nobody = "127.0.0.1:" + Broker.freePort();
    assertThatThrownBy(() -> Topics.prepare(Cluster.at(nobody)))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("The Kafka brokers at " + nobody + " did not answer within 10 s");
  }

  @Test
  void aNameThatNobodyHasIsRefused() {
    assertThatThrownBy(() -> Topics.prepare(Cluster.at("nobody.invalid:9092")))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("nobody.invalid:9092");
  }

  @Test
  void brokersWithoutFencedTransactionsAreRefused() {
    try (Broker old = Broker.start(Map.of("transaction.version", (short) 1))) {
      assertThatThrownBy(() -> Topics.prepare(old.cluster()))
          .isInstanceOf(ClusterUnfit.class)
          .hasMessageContaining("have transaction.version=1 and need 2")
          .hasMessageContaining(
              "kafka-features.sh --bootstrap-server %s upgrade --feature transaction.version=2"
                  .formatted(old.bootstrap()));
    }
  }

  private static Cluster cluster(String prefix, int cells) {
    return new Cluster(broker.bootstrap(), prefix, cells);
  }

  private static void make(String topic, int partitions, Map<String, String> settings)
      throws Exception {
    NewTopic made = new NewTopic(topic, partitions, (short) 1).configs(settings);
    admin.createTopics(List.of(made)).all().get();
  }

  private static Map<String, Integer> partitions(Cluster cluster) throws Exception {
    Map<String, TopicDescription> there =
        admin.describeTopics(cluster.topics()).allTopicNames().get();
    return there.values().stream()
        .collect(Collectors.toMap(TopicDescription::name, topic -> topic.partitions().size()));
  }

  private static String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> all = admin.describeConfigs(List.of(resource)).all().get();
    return all.values().iterator().next().get(name).value();
  }
}
