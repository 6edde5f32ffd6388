package dev.throughline.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/// How this node runs its share of the cluster on Kafka Streams.
///
/// @param here where other nodes reach this one over HTTP, `HOST:PORT`
/// @param directory where the stores are kept; they can be lost, and are then read from the cluster
/// @param threads how many tasks are worked on side by side
/// @param standbys on how many other nodes each cell is kept up to date, ready to be taken over
/// @param pace how often a thread commits at most while there is something to commit
/// @param memory for the stores of all tasks, in bytes
public record StreamsSettings(
    Cluster cluster,
    String here,
    Path directory,
    int threads,
    int standbys,
    Duration pace,
    long memory) {
  /// How long after an event a letter is known of is three commits at least; more often than so, a
  /// thread does little else.
  public static final Duration USUAL_PACE = Duration.ofMillis(50);

  private static final long USUAL_MEMORY = 512L << 20;

  /// Punctuations come between polls: when nothing comes in, a poll may not wait longer.
  private static final Duration POLL = CellProcessor.TICK;

  /// What nobody waits for is committed so often; see `StreamsPace`.
  private static final Duration COMMIT = Duration.ofSeconds(1);

  /// A node that says nothing for so long is taken to be dead. Brokers refuse less than 6 s.
  private static final Duration SESSION = Duration.ofSeconds(8);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /// What a dead node had begun is given up after so long, and only then do others go on where it
  /// was. Brokers look every 10 s (`transaction.abort.timed.out.transaction.cleanup.interval.ms`).
  private static final Duration TRANSACTION = Duration.ofSeconds(5);

  /// A node that has caught up with a cell takes it over so much later at most.
  private static final Duration PROBING = Duration.ofMinutes(1);

  private static final Duration LINGER = Duration.ofMillis(5);

  /// Of the memory, what is kept of what was read and written since the last commit.
  private static final int CACHE_PART = 4;

  /// With the usual pace and memory, a thread for each core, and no standbys.
  public static StreamsSettings of(Cluster cluster, String here, Path directory) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new StreamsSettings(cluster, here, directory, cores, 0, USUAL_PACE, USUAL_MEMORY);
  }

  public StreamsSettings withStandbys(int number) {
    return new StreamsSettings(cluster, here, directory, threads, number, pace, memory);
  }

  public StreamsSettings withPace(Duration every) {
    return new StreamsSettings(cluster, here, directory, threads, standbys, every, memory);
  }

  Properties properties() {
    Properties all = new Properties();
    all.putAll(cluster.client());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, cluster.prefix());
    all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, here);
    all.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT.toMillis());
    all.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
    all.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
    memory(all);
    failures(all);
    membership(all);
    producer(all);
    // As many copies as the brokers make of any topic.
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    all.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return all;
  }

  private void memory(Properties all) {
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, memory / CACHE_PART);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StreamsMemory.class);
    all.put(StreamsMemory.BYTES, memory - memory / CACHE_PART);
  }

  /// Nothing is ever passed over: a record that cannot be read, done or written stops the thread.
  private static void failures(Properties all) {
    all.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    all.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
  }

  /// The classic protocol: with the newer one (`group.protocol=streams`) the brokers set how long a
  /// silent node counts as alive (45 s, and no less unless they are configured anew) and how many
  /// standbys there are, and there are no warm-ups, so a node that comes would take cells whose
  /// state it must read first.
  ///
  /// No `group.instance.id`: it would keep a node's cells for it while it is being restarted, which
  /// takes longer than others need to take them over.
  private static void membership(Properties all) {
    put(all, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION);
    put(all, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT);
  }

  private static void put(Properties all, String name, Duration span) {
    all.put(StreamsConfig.mainConsumerPrefix(name), (int) span.toMillis());
  }

  private static void producer(Properties all) {
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) TRANSACTION.toMillis());
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER.toMillis());
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Cluster.MAX_MESSAGE_BYTES);
  }
}
