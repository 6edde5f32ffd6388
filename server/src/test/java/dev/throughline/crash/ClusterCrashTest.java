package dev.throughline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.kafka.Broker;
import dev.throughline.kafka.Cluster;
import dev.throughline.log.Health;
import dev.throughline.node.ClusterNode;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Work;
import dev.throughline.testkit.Eventually;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kill -9 of one node after the other loses nothing acknowledged and sends nothing twice: the
/// others go on where it was.
class ClusterCrashTest {
  private static final int NODES = 2;
  private static final int KILLS = 4;
  private static final int CLIENTS = 3;
  private static final int CELLS = 6;

  /// So many batches are acknowledged between two kills.
  private static final int WORK = 12;

  private static final int LONGEST_RUN_MS = 4_000;

  @TempDir private Path home;

  @Seeds(1)
  @Timeout(900)
  void nothingAcknowledgedIsLostAndNothingIsSentTwice(long seed, SplittableRandom random)
      throws Exception {
    Cluster cluster;
    try (Broker broker = Broker.start();
        Ledger ledger = new Ledger(home.resolve("ledger.txt"));
        Sink sink = new Sink(ledger)) {
      cluster = new Cluster(broker.bootstrap(), Cluster.DEFAULT_PREFIX, CELLS);
      String key;
      try (ThroughlineServer first = node(cluster)) {
        key = first.registry().createKey(Scope.INGEST, "crash").secret();
        publish(first, first.registry().createKey(Scope.ADMIN, "crash").secret(), sink.port());
      }
      List<ServerProcess> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        nodes.add(start(i, broker));
      }
      List<URI> at = new ArrayList<>();
      for (ServerProcess node : nodes) {
        at.add(node.ready());
      }
      Load load = new Load(ledger, key, CLIENTS, random.split());
      for (int kill = 0; kill < KILLS; kill++) {
        int dying = kill % NODES;
        load.at(at.get(random.nextInt(NODES)));
        load.acknowledged(WORK);
        Thread.sleep(random.nextInt(LONGEST_RUN_MS));
        nodes.get(dying).kill();
        // Whoever asked it asks another.
        load.at(at.get((dying + 1) % NODES));
        load.acknowledged(WORK);
        nodes.set(dying, start(dying, broker));
        at.set(dying, nodes.get(dying).ready());
      }
      load.finish();
      for (ServerProcess node : nodes) {
        assertThat(node.stop()).isZero();
      }
      reckon(cluster, ledger);
    }
  }

  private ServerProcess start(int number, Broker broker) throws IOException {
    Path own = Files.createDirectories(home.resolve("node" + number));
    Files.writeString(
        own.resolve("config.yaml"), "webhooks: { hosts: [127.0.0.1] }\npublic_url: http://x\n");
    return ServerProcess.start(own, "--kafka", broker.bootstrap());
  }

  /// In this process.
  private ThroughlineServer node(Cluster cluster) throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    Configuration configuration =
        new Configuration(
            new TreeSet<>(), new TreeSet<>(List.of("127.0.0.1")), java.util.Optional.empty());
    return ClusterNode.open(
        new ClusterNode.Wish(
            home.resolve("here"),
            port,
            configuration,
            home.resolve("plugins"),
            cluster,
            "127.0.0.1:" + port,
            System::currentTimeMillis));
  }

  private static void publish(ThroughlineServer server, String key, int port)
      throws IOException, InterruptedException {
    String text = CrashTest.CATALOG.replace("PORT", Integer.toString(port));
    Fields source = new Fields(Map.of("file", Value.of("shop.yaml"), "text", Value.of(text)));
    String body = JsonValues.write(new Fields(Map.of("sources", new Items(List.of(source)))));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:%d/api/catalog".formatted(server.port())))
                  .header("Authorization", "Bearer " + key)
                  .PUT(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private void reckon(Cluster cluster, Ledger ledger) throws IOException {
    List<String> sent = ledger.read(Load.SENT);
    assertThat(ledger.read(Load.ACKNOWLEDGED))
        .as("everything was acknowledged in the end")
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(sent).as("enough was sent to mean anything").hasSizeGreaterThan(100 * KILLS);
    try (ThroughlineServer last = node(cluster)) {
      Eventually.until(() -> last.runtime().health() instanceof Health.Well);
      Eventually.until(() -> last.runtime().behind() == 0);
      Eventually.until(() -> last.runtime().ask(view -> view.openLetters()).join().isEmpty());
      Reckoning.countedOnce(last.runtime(), sent);
      Reckoning.sentAtMostOnce(
          last.runtime(), claimed(cluster), sent, ledger.read(Sink.WIRE), KILLS + 1);
    }
  }

  /// The letters that somebody wanted to hand over.
  private static Set<String> claimed(Cluster cluster) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed");
    Set<String> letters = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (int cell = 0; cell < CELLS; cell++) {
        TopicPartition partition = new TopicPartition(cluster.cellsTopic(), cell);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
          for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
            if (Work.of(each.value()) instanceof Work.About about
                && Command.of(about.command()) instanceof Command.Claim(String letter, _)) {
              letters.add(letter);
            }
          }
        }
      }
    }
    return letters;
  }
}
