package dev.throughline.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// How topics, tasks and stores hang together: from the log through the directory to the cells, and
/// from these to each other, to whoever carries letters, and to whoever wants to know.
public final class StreamsTopology {
  /// The header of a record of the log that asks for an answer on `facts`: whether it came before.
  public static final String BATCH = "batch";

  static final String DIRECTORY_STORE = "directory";
  static final String CELL_STORE = "cell";

  static final String WORK_SINK = "to-cells";
  static final String DIRECTORY_FACTS_SINK = "sightings";
  static final String CELLS_SINK = "to-other-cells";
  static final String LETTERS_SINK = "to-letters";
  static final String CELL_FACTS_SINK = "to-facts";

  private static final String LOG = "log";
  private static final String DIRECTORY = "the-directory";
  private static final String WORK = "work";
  private static final String CELL = "the-cell";

  private final Cluster cluster;
  private final byte[] secret;
  private final LongSupplier clockMs;
  private final CellQuestions questions;
  private final Duration pace;

  /// @param secret the cluster's
  /// @param questions what is asked of the cells that come to live here
  /// @param pace how often a thread commits at most
  public StreamsTopology(
      Cluster cluster,
      byte[] secret,
      LongSupplier clockMs,
      CellQuestions questions,
      Duration pace) {
    this.cluster = cluster;
    this.secret = secret.clone();
    this.clockMs = clockMs;
    this.questions = questions;
    this.pace = pace;
  }

  public Topology topology() {
    int cells = cluster.cells();
    ThreadLocal<StreamsPace> paces = ThreadLocal.withInitial(() -> new StreamsPace(pace));
    Topology topology = new Topology();
    source(topology, LOG, cluster.logTopic());
    topology.addProcessor(DIRECTORY, () -> new DirectoryProcessor(cells, secret, paces), LOG);
    topology.addStateStore(store(DIRECTORY_STORE), DIRECTORY);
    sink(topology, WORK_SINK, cluster.cellsTopic(), DIRECTORY);
    sinkToOne(topology, DIRECTORY_FACTS_SINK, DIRECTORY);

    source(topology, WORK, cluster.cellsTopic());
    topology.addProcessor(
        CELL, () -> new CellProcessor(cells, secret, clockMs, questions, paces), WORK);
    topology.addStateStore(store(CELL_STORE), CELL);
    sink(topology, CELLS_SINK, cluster.cellsTopic(), CELL);
    sink(topology, LETTERS_SINK, cluster.lettersTopic(), CELL);
    sinkToOne(topology, CELL_FACTS_SINK, CELL);
    return topology;
  }

  private static void source(Topology topology, String name, String topic) {
    topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
  }

  /// To a topic whose partitions are the cells.
  private static void sink(Topology topology, String name, String topic, String from) {
    topology.addSink(
        name,
        topic,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        (String _, byte[] key, byte[] _, int partitions) ->
            Optional.of(Set.of(partition(topic, ByteBuffer.wrap(key).getInt(), partitions))),
        from);
  }

  private static int partition(String topic, int cell, int partitions) {
    if (cell >= partitions) {
      throw new IllegalStateException(
          "There is no cell %d: the topic %s has %d partitions".formatted(cell, topic, partitions));
    }
    return cell;
  }

  /// To the topic of facts, which has one partition.
  private void sinkToOne(Topology topology, String name, String from) {
    topology.addSink(
        name,
        cluster.factsTopic(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        (String _, byte[] _, byte[] _, int _) -> Optional.of(Set.of(0)),
        from);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(
            Map.of("max.message.bytes", Integer.toString(Cluster.MAX_MESSAGE_BYTES)));
  }
}
