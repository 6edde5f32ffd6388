package dev.throughline.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// A Kafka broker and its controller in this process, on loopback, with a directory of its own. It
/// can be stopped and started again with the same data and ports.
public final class Broker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  static {
    // Kafka ends the process when its broker cannot go on; a test has more to say than that.
    Exit.setHaltProcedure((status, why) -> fail(why));
    Exit.setExitProcedure((status, why) -> fail(why));
  }

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private @Nullable KafkaRaftServer server;

  private Broker(Path directory, int port, int controllerPort) {
    this.directory = directory;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /// On free ports, in a temporary directory.
  public static Broker start() {
    return start(Map.of());
  }

  /// The same, where some of Kafka's features (`transaction.version`, …) have other levels than
  /// they have in a new cluster.
  public static Broker start(Map<String, Short> features) {
    Broker broker = new Broker(temporary(), freePort(), freePort());
    broker.format(features);
    broker.startAgain();
    return broker;
  }

  /// On a port, in a directory that is empty or was another such broker's.
  static Broker in(Path directory, int port) {
    Broker broker = new Broker(directory, port, freePort());
    if (!Files.exists(directory.resolve("meta.properties"))) {
      broker.format(Map.of());
    }
    broker.startAgain();
    return broker;
  }

  /// `HOST:PORT`, as clients and `--kafka` take it.
  public String bootstrap() {
    return HOST + ":" + port;
  }

  public Cluster cluster() {
    return Cluster.at(bootstrap());
  }

  public void startAgain() {
    if (server != null) {
      throw new IllegalStateException("The broker runs");
    }
    KafkaRaftServer fresh = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    fresh.startup();
    server = fresh;
  }

  /// Stops it in order; what it holds stays.
  public void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      server = null;
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /// Stops it and deletes what it holds.
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void format(Map<String, Short> features) {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setDirectories(List.of(directory.toString()))
            .setMetadataLogDirectory(directory.toString())
            .setControllerListenerName(CONTROLLER);
    features.forEach(formatter::setFeatureLevel);
    try {
      formatter.run();
    } catch (Exception failed) {
      throw new IllegalStateException("Cannot format " + directory, failed);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d".formatted(HOST, port, CONTROLLER, HOST, controllerPort));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    for (String own :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(own + ".num.partitions", "3");
      settings.put(own + ".replication.factor", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    // A start waits for heartbeats; what lies in a test is never old enough to be deleted.
    settings.put("broker.heartbeat.interval.ms", "100");
    settings.put("log.retention.check.interval.ms", Integer.toString(Integer.MAX_VALUE));
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    return settings;
  }

  private static void fail(@Nullable String why) {
    throw new IllegalStateException("The broker cannot go on: " + why);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("broker");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
