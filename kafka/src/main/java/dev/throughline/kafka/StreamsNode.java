package dev.throughline.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;

/// This node's share of the cluster at work.
public final class StreamsNode implements AutoCloseable {
  /// Whoever is not done by then is taken to be dead, and another node goes on.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final String cellsTopic;
  private final CompletableFuture<StreamsNode> running = new CompletableFuture<>();

  private StreamsNode(StreamsSettings settings, Topology topology, Consumer<Throwable> failed) {
    this.cellsTopic = settings.cluster().cellsTopic();
    this.streams = new KafkaStreams(topology, settings.properties());
    streams.setUncaughtExceptionHandler(
        new StreamsFailures(
            System::currentTimeMillis,
            reason -> {
              running.completeExceptionally(reason);
              failed.accept(reason);
            }));
    streams.setStateListener((state, _) -> {
      if (state == KafkaStreams.State.RUNNING) {
        running.complete(this);
      }
    });
  }

  /// The topics must be there.
  ///
  /// @param failed told why this node's share cannot go on; what it had is left to other nodes
  public static StreamsNode start(
      StreamsSettings settings, Topology topology, Consumer<Throwable> failed) {
    StreamsNode node = new StreamsNode(settings, topology, failed);
    node.streams.start();
    return node;
  }

  /// Completes once this node has taken up all that was given to it.
  public CompletableFuture<StreamsNode> running() {
    return running.copy();
  }

  /// Where the node that has a cell is reached, `HOST:PORT`; nothing while cells are changing
  /// hands.
  public Optional<String> where(int cell) {
    if (!streams.state().isRunningOrRebalancing()) {
      return Optional.empty();
    }
    TopicPartition partition = new TopicPartition(cellsTopic, cell);
    for (StreamsMetadata node : streams.metadataForAllStreamsClients()) {
      if (node.topicPartitions().contains(partition)) {
        return Optional.of(node.host() + ":" + node.port());
      }
    }
    return Optional.empty();
  }

  /// Stops as if the process had died: others take over once it has not been heard of for a while.
  void abandon() {
    streams.close(
        CloseOptions.timeout(Duration.ZERO)
            .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  /// Commits what was done, and says goodbye, so that others take over at once.
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(PATIENCE)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
