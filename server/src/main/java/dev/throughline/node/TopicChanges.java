package dev.throughline.node;

import dev.throughline.kafka.AppendFailed;
import dev.throughline.kafka.Cluster;
import dev.throughline.kafka.OrderedTopic;
import dev.throughline.kafka.TopicWriter;
import dev.throughline.registry.ChangeLog;
import dev.throughline.registry.RegistryFailed;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The changes of the registry, in a topic that all nodes read.
final class TopicChanges implements ChangeLog {
  private final TopicWriter writer;
  private final OrderedTopic topic;
  private @Nullable AutoCloseable following;
  private volatile @Nullable RuntimeException failure;

  TopicChanges(Cluster cluster, LongSupplier clockMs) {
    this.writer = TopicWriter.open(cluster);
    this.topic = new OrderedTopic(cluster, cluster.registryTopic(), writer, clockMs);
  }

  @Override
  public long append(byte[] change) {
    RuntimeException broken = failure;
    if (broken != null) {
      throw new RegistryFailed("The changes of the registry are not read any more", broken);
    }
    try {
      return topic.append(change);
    } catch (AppendFailed failed) {
      throw new RegistryFailed("The change of the registry is not known to be kept", failed);
    }
  }

  @Override
  public void follow(long from, Reader reader) {
    following =
        topic.follow(
            from,
            new OrderedTopic.Reader() {
              @Override
              public void read(long position, byte[] change) {
                reader.read(position, change);
              }

              @Override
              public void failed(RuntimeException cause) {
                failure = cause;
              }
            });
  }

  @Override
  public void close() {
    try {
      if (following != null) {
        following.close();
      }
    } catch (Exception failed) {
      throw new IllegalStateException("Reading the changes could not be ended", failed);
    } finally {
      writer.close();
    }
  }
}
