package dev.throughline.kafka;

import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Dispatcher;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Carries the letters of the cells that the nodes have shared out among themselves, each at most
/// once, whoever dies when.
///
/// **Why at most once.** A letter leaves only by its cell's note that a claim was granted, and a
/// cell grants an attempt once. The note is handed over only after the group's offset behind it has
/// been committed; a commit counts only while the node is what the group takes it for. So of all
/// nodes that ever read a note, one at most carries it. A note whose commit failed is left: perhaps
/// another node has it. The cell is then asked to offer anew, which calls what was granted unknown;
/// what is said of it later still counts.
///
/// What was granted long ago, to a node that died before it read that, goes back to its cell, which
/// looks anew at whether it may leave.
///
/// The group gives up all cells and shares them out again whenever a node comes or goes (the eager
/// protocol, sticky so that most stay). In the cooperative one a commit can be refused while
/// nothing is wrong, between two shares, and every such note would be unknown.
final class Dispatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SESSION = Duration.ofSeconds(8);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_REBALANCE = Duration.ofMinutes(1);

  /// How long what is on the wire may hold up whoever takes over.
  private static final Duration SETTLING = Duration.ofSeconds(10);

  /// A cell granted it for now, and looked at consent and at the run for that.
  private static final Duration LONGEST_GRANT = Duration.ofMinutes(5);

  private final String topic;
  private final LongSupplier clockMs;
  private final Executor executor;
  private final java.util.function.Consumer<RuntimeException> failed;
  private final DispatchPlaces places = new DispatchPlaces();
  private final DispatchAnswers answers;
  private final Dispatcher dispatcher;
  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "dispatch");

  /// The cells to be asked what they have; only for the thread.
  private final Set<Integer> toAsk = new TreeSet<>();

  private volatile boolean closing;

  /// A granted letter, and the cell that granted it.
  private record Grant(Letter letter, int cell) {}

  /// @param consumer of the topic, in the group of all nodes
  /// @param executor for what must not run on the thread that talks to the brokers
  /// @param failed told why this node carries nothing any more; others go on
  Dispatch(
      Cluster cluster,
      Consumer<byte[], byte[]> consumer,
      TopicWriter writer,
      Carrier carrier,
      LongSupplier clockMs,
      Executor executor,
      java.util.function.Consumer<RuntimeException> failed) {
    this.topic = cluster.lettersTopic();
    this.consumer = consumer;
    this.clockMs = clockMs;
    this.executor = executor;
    this.failed = failed;
    this.answers = new DispatchAnswers(cluster, writer, clockMs, executor, places);
    this.dispatcher = new Dispatcher(answers::say, carrier, clockMs);
    thread.setDaemon(true);
  }

  void start() {
    dispatcher.start();
    thread.start();
  }

  /// In the group that shares out the cells among the nodes.
  static Consumer<byte[], byte[]> consumer(Cluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.client());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, cluster.prefix() + "-dispatch");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Where nobody knows how far the letters were carried, none of those there is carried again.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_REBALANCE.toMillis());
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST_COMMIT.toMillis());
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Cluster.MAX_MESSAGE_BYTES);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(topic), new Share());
      while (!closing) {
        ConsumerRecords<byte[], byte[]> notes = consumer.poll(POLL);
        askWhatThereIs();
        if (!notes.isEmpty()) {
          take(notes);
        }
      }
    } catch (RuntimeException broken) {
      failed.accept(broken);
    }
  }

  /// What the group gives to this node, and takes from it.
  private final class Share implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      List<Integer> cells = cells(partitions);
      places.given(cells);
      toAsk.addAll(cells);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      List<Integer> cells = cells(partitions);
      leave(cells);
      try {
        if (!answers.isOver()) {
          places.awaitSettled(cells, SETTLING.toMillis());
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      leave(cells(partitions));
    }

    private void leave(List<Integer> cells) {
      places.taken(cells);
      toAsk.removeAll(cells);
    }

    private List<Integer> cells(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).toList();
    }
  }

  /// Asks cells that have come to this node for what they have decided. Where nothing was ever
  /// committed the position is the end of the topic, and has to be known before the cell answers.
  private void askWhatThereIs() {
    try {
      for (int cell : List.copyOf(toAsk)) {
        consumer.position(new TopicPartition(topic, cell));
        answers.offer(cell);
        toAsk.remove(cell);
      }
    } catch (RetriableException _) {
      // No broker answers; the next round asks again.
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    List<Grant> granted = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      behind.put(partition, new OffsetAndMetadata(record.offset() + 1));
      switch (LetterNote.of(record.value())) {
        case LetterNote.Decided(String letter, int attempt, Instant nextAt) ->
            decided(letter, attempt, nextAt, record.partition());
        case LetterNote.Granted(Letter letter) ->
            granted.add(new Grant(letter, record.partition()));
      }
    }
    if (isCommitted(behind)) {
      granted.forEach(this::granted);
    } else {
      toAsk.addAll(granted.stream().map(Grant::cell).filter(places::isOurs).toList());
    }
  }

  private void decided(String letter, int attempt, Instant nextAt, int cell) {
    if (places.decided(new DispatchPlaces.Attempt(letter, attempt), cell)) {
      dispatcher.decided(letter, attempt, nextAt);
    }
  }

  private boolean isCommitted(Map<TopicPartition, OffsetAndMetadata> behind) {
    try {
      consumer.commitSync(behind);
      return true;
    } catch (KafkaException _) {
      return false;
    }
  }

  private void granted(Grant grant) {
    Letter letter = grant.letter;
    places.granted(DispatchPlaces.Attempt.of(letter), grant.cell);
    Instant now = Instant.ofEpochMilli(clockMs.getAsLong());
    if (Duration.between(letter.changedAt(), now).compareTo(LONGEST_GRANT) <= 0) {
      dispatcher.granted(letter);
      return;
    }
    // Nobody else has it, and nobody will: it is as good as never granted.
    var _ =
        answers.say(
            new Command.Settle(
                letter.id(),
                letter.attempts(),
                Settlement.RETRY,
                "granted too long ago to leave unasked",
                now));
  }

  /// Stops as if the process had died.
  void abandon() {
    answers.end();
    closing = true;
  }

  /// Claims nothing more, waits a while for what is on the wire, and leaves the rest to others.
  @Override
  public void close() {
    if (!answers.isOver()) {
      settleDown();
    }
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    answers.end();
  }

  /// Grants that come meanwhile are put back, once they are committed.
  private void settleDown() {
    try {
      CompletableFuture.runAsync(dispatcher::close, executor)
          .orTimeout(SETTLING.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException _) {
      // A provider that does not answer: its letters are unknown to whoever takes over.
    }
  }
}
