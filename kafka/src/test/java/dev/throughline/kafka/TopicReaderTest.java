package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every test has a topic of its own on one broker.
@Timeout(90)
class TopicReaderTest {
  private static Broker broker;
  private static Cluster cluster;
  private static Admin admin;
  private static TopicWriter writer;

  @BeforeAll
  static void start() {
    broker = Broker.start();
    cluster = broker.cluster();
    admin = Admin.create(cluster.client());
    writer = TopicWriter.open(cluster);
  }

  @AfterAll
  static void stop() {
    writer.close();
    admin.close();
    broker.close();
  }

  @Test
  void itReadsFromAnOffsetOnInOrder() throws Exception {
    make("orderly");
    write("orderly", "a", "b", "c");
    Heard heard = new Heard();
    try (TopicReader reader = TopicReader.open(cluster, "orderly", 0, 1, heard)) {
      assertThat(heard.next(2)).containsExactly("1:b", "2:c");
      write("orderly", "d");
      assertThat(heard.next(1)).containsExactly("3:d");
      assertThat(heard.nextConnected()).isTrue();
      assertThat(reader.isConnected()).isTrue();
    }
  }

  @Test
  void itIsHandedWhenEachWasAppended() throws Exception {
    make("timely");
    writer.append("timely", 0, 1_700_000_000_000L, new byte[] {1}).get();
    BlockingQueue<ReadRecord> read = new LinkedBlockingQueue<>();
    try (TopicReader _ = TopicReader.open(cluster, "timely", 0, 0, new EachTo(read))) {
      ReadRecord first = read.poll(20, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.timestampMs()).isEqualTo(1_700_000_000_000L);
    }
  }

  @Test
  void itSeesOnlyWhatWasCommitted() throws Exception {
    make("committed");
    Heard heard = new Heard();
    try (TopicReader reader = TopicReader.open(cluster, "committed", 0, 0, heard);
        KafkaProducer<byte[], byte[]> transactions = transactional()) {
      transactions.initTransactions();
      transactions.beginTransaction();
      transactions.send(record("committed", "lost")).get();
      transactions.abortTransaction();
      transactions.beginTransaction();
      transactions.send(record("committed", "kept")).get();
      assertThat(heard.isAtRest()).isTrue();
      transactions.commitTransaction();
      assertThat(heard.next(1)).containsExactly("2:kept");
      // The mark at the end of the transaction takes an offset too.
      Eventually.until(() -> reader.position() == 4 && reader.lag().orElse(-1) == 0);
    }
  }

  @Test
  void itKnowsHowFarBehindItIs() throws Exception {
    make("lagging");
    write("lagging", "a", "b", "c");
    Held held = new Held();
    try (TopicReader reader = TopicReader.open(cluster, "lagging", 0, 0, held)) {
      held.entered.poll(20, TimeUnit.SECONDS);
      assertThat(reader.position()).isZero();
      held.leave.add(true);
      Eventually.until(() -> reader.position() == 3 && reader.lag().orElse(-1) == 0);
    }
  }

  @Test
  void itGoesOnWhenTheBrokerIsBack() throws Exception {
    try (Broker other = Broker.start();
        TopicWriter there = TopicWriter.open(other.cluster());
        Admin admins = Admin.create(other.cluster().client())) {
      admins.createTopics(List.of(new NewTopic("away", 1, (short) 1))).all().get();
      there.append("away", 0, 1, bytes("a")).get();
      Heard heard = new Heard();
      try (TopicReader reader = TopicReader.open(other.cluster(), "away", 0, 0, heard)) {
        assertThat(heard.next(1)).containsExactly("0:a");
        assertThat(heard.nextConnected()).isTrue();
        other.stop();
        assertThat(heard.nextConnected()).isFalse();
        assertThat(reader.isConnected()).isFalse();
        other.startAgain();
        there.append("away", 0, 1, bytes("b")).get();
        assertThat(heard.next(1)).containsExactly("1:b");
        assertThat(heard.nextConnected()).isTrue();
      }
    }
  }

  @Test
  void anOffsetThatWasNeverWrittenEndsIt() throws Exception {
    make("beyond");
    write("beyond", "a");
    Heard heard = new Heard();
    try (TopicReader _ = TopicReader.open(cluster, "beyond", 0, 2, heard)) {
      assertThat(heard.failure())
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("beyond-0 of the Kafka brokers at " + broker.bootstrap())
          .hasMessageContaining("does not hold offset 2");
    }
  }

  @Test
  void anOffsetThatIsKeptNoMoreEndsIt() throws Exception {
    make("forgotten");
    write("forgotten", "a", "b");
    admin
        .deleteRecords(Map.of(new TopicPartition("forgotten", 0), RecordsToDelete.beforeOffset(1)))
        .all()
        .get();
    Heard heard = new Heard();
    try (TopicReader _ = TopicReader.open(cluster, "forgotten", 0, 0, heard)) {
      assertThat(heard.failure())
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("does not hold offset 0");
    }
    assertThat(heard.isAtRest()).isTrue();
  }

  @Test
  void aTopicThatIsMadeAnewEndsItEvenWhereTheOffsetIsInBoth() throws Exception {
    make("anew");
    Heard heard = new Heard();
    try (TopicReader _ = TopicReader.open(cluster, "anew", 0, 0, heard)) {
      assertThat(heard.nextConnected()).isTrue();
      admin.deleteTopics(List.of("anew")).all().get();
      make("anew");
      assertThat(heard.failure())
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("the topic anew of the Kafka brokers at " + broker.bootstrap())
          .hasMessageContaining("was deleted and made anew");
    }
  }

  @Test
  void aTopicThatIsGoneEndsIt() throws Exception {
    make("gone");
    Heard heard = new Heard();
    try (TopicReader _ = TopicReader.open(cluster, "gone", 0, 0, heard)) {
      assertThat(heard.nextConnected()).isTrue();
      admin.deleteTopics(List.of("gone")).all().get();
      assertThat(heard.failure())
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("is not there");
    }
  }

  @Test
  void whatTheListenerThrowsEndsItBeforeTheBatch() throws Exception {
    make("thrown");
    write("thrown", "a");
    Held held = new Held();
    try (TopicReader reader = TopicReader.open(cluster, "thrown", 0, 0, held)) {
      held.leave.add(false);
      assertThat(held.failures.poll(20, TimeUnit.SECONDS)).hasMessage("no room");
      assertThat(reader.position()).isZero();
    }
  }

  /// Stays in its first batch until it is let go, with or without an exception.
  private static final class Held implements TopicReader.Listener {
    private final BlockingQueue<Integer> entered = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> leave = new LinkedBlockingQueue<>();
    private final BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();

    @Override
    public void read(List<ReadRecord> batch) {
      entered.add(batch.size());
      try {
        if (!leave.take()) {
          throw new IllegalStateException("no room");
        }
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      leave.add(true);
    }

    @Override
    public void connected(boolean yes) {}

    @Override
    public void failed(RuntimeException cause) {
      failures.add(cause);
    }
  }

  private record EachTo(BlockingQueue<ReadRecord> read) implements TopicReader.Listener {
    @Override
    public void read(List<ReadRecord> batch) {
      read.addAll(batch);
    }

    @Override
    public void connected(boolean yes) {}

    @Override
    public void failed(RuntimeException cause) {
      throw cause;
    }
  }

  private static void make(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }

  private static void write(String topic, String... words) throws Exception {
    List<Long> offsets = new ArrayList<>();
    for (String word : words) {
      offsets.add(writer.append(topic, 0, 1, bytes(word)).get());
    }
    assertThat(offsets).isSorted();
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String word) {
    return new ProducerRecord<>(topic, 0, null, bytes(word));
  }

  private static KafkaProducer<byte[], byte[]> transactional() {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
