package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedTopicTest {
  private static final int CHANGES = 200;

  @Test
  void twoNodesSeeTheSameChangesAtThePositionsThatTheAppendersWereTold() throws Exception {
    try (Broker broker = Broker.start()) {
      Cluster cluster = Topics.prepare(broker.cluster());
      Map<Long, String> told = new ConcurrentSkipListMap<>();
      Changes one = new Changes();
      Changes other = new Changes();
      try (TopicWriter oneWriter = TopicWriter.open(cluster);
          TopicWriter otherWriter = TopicWriter.open(cluster);
          ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
        OrderedTopic first = registry(cluster, oneWriter);
        OrderedTopic second = registry(cluster, otherWriter);
        try (AutoCloseable _ = first.follow(0, one);
            AutoCloseable _ = second.follow(0, other)) {
          Future<?> a = nodes.submit(() -> append(first, "one", told));
          Future<?> b = nodes.submit(() -> append(second, "other", told));
          a.get();
          b.get();
          assertThat(one.next(2 * CHANGES)).isEqualTo(told);
          assertThat(other.next(2 * CHANGES)).isEqualTo(told);
        }
        long last = first.append("last".getBytes(StandardCharsets.UTF_8));
        Changes late = new Changes();
        try (AutoCloseable _ = second.follow(last, late)) {
          assertThat(late.next(1)).isEqualTo(Map.of(last, "last"));
        }
      }
    }
  }

  private static OrderedTopic registry(Cluster cluster, TopicWriter writer) {
    return new OrderedTopic(cluster, cluster.registryTopic(), writer, System::currentTimeMillis);
  }

  private static void append(OrderedTopic topic, String node, Map<Long, String> told) {
    long before = -1;
    for (int i = 0; i < CHANGES; i++) {
      String change = node + " " + i;
      long position = topic.append(change.getBytes(StandardCharsets.UTF_8));
      assertThat(position).isGreaterThan(before);
      before = position;
      assertThat(told.put(position, change)).isNull();
    }
  }

  /// What one follower was handed.
  private static final class Changes implements OrderedTopic.Reader {
    private final BlockingQueue<Map.Entry<Long, String>> changes = new LinkedBlockingQueue<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    @Override
    public void read(long position, byte[] change) {
      changes.add(Map.entry(position, new String(change, StandardCharsets.UTF_8)));
    }

    @Override
    public void failed(RuntimeException cause) {
      failures.add(cause);
    }

    Map<Long, String> next(int count) throws InterruptedException {
      TreeMap<Long, String> next = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        Map.Entry<Long, String> change = changes.poll(20, TimeUnit.SECONDS);
        assertThat(change).as("change %d of %d, %s", i, count, failures).isNotNull();
        assertThat(next.isEmpty() || next.lastKey() < change.getKey()).isTrue();
        next.put(change.getKey(), change.getValue());
      }
      return next;
    }
  }
}
