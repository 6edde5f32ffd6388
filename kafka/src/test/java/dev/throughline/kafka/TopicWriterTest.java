package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.throughline.testkit.Eventually;
import dev.throughline.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class TopicWriterTest {
  private static final String TOPIC = "written";
  private static final int BUFFER_BYTES = 64 << 20;

  private Broker broker;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start();
    cluster = broker.cluster();
    try (Admin admin = Admin.create(cluster.client())) {
      int most = Cluster.MAX_MESSAGE_BYTES;
      admin
          .createTopics(
              List.of(
                  new NewTopic(TOPIC, 2, (short) 1)
                      .configs(Map.of("max.message.bytes", Integer.toString(most)))))
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void theOrderInAPartitionIsThatOfTheCalls() throws Exception {
    int count = 20_000;
    Heard even = new Heard();
    Heard odd = new Heard();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    try (TopicWriter writer = TopicWriter.open(cluster);
        TopicReader _ = TopicReader.open(cluster, TOPIC, 0, 0, even);
        TopicReader _ = TopicReader.open(cluster, TOPIC, 1, 0, odd)) {
      for (int i = 0; i < count; i++) {
        answers.add(writer.append(TOPIC, i % 2, i, bytes(i)));
      }
      for (int i = 0; i < count; i++) {
        assertThat(answers.get(i).get()).isEqualTo(i / 2);
      }
      assertThat(even.next(count / 2))
          .isEqualTo(IntStream.range(0, count / 2).mapToObj(i -> i + ":" + 2 * i).toList());
      assertThat(odd.next(count / 2))
          .isEqualTo(IntStream.range(0, count / 2).mapToObj(i -> i + ":" + (2 * i + 1)).toList());
    }
  }

  @Test
  void whileTheBrokerIsAwayForAShortTimeAppendsWait() throws Exception {
    try (TopicWriter writer = TopicWriter.open(cluster)) {
      assertThat(writer.append(TOPIC, 0, 1, bytes(0)).get()).isZero();
      broker.stop();
      CompletableFuture<Long> first = writer.append(TOPIC, 0, 1, bytes(1));
      CompletableFuture<Long> second = writer.append(TOPIC, 0, 1, bytes(2));
      assertThat(first).isNotDone();
      broker.startAgain();
      assertThat(first.get()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(2);
    }
  }

  @Test
  void oneThatFailsTakesAllBehindItWithItAndTheNextIsTakenIn() throws Exception {
    try (TopicWriter writer = TopicWriter.open(cluster, 2_000, BUFFER_BYTES)) {
      assertThat(writer.append(TOPIC, 0, 1, bytes(0)).get()).isZero();
      broker.stop();
      CompletableFuture<Long> first = writer.append(TOPIC, 0, 1, bytes(1));
      CompletableFuture<Void> told = first.handle((_, _) -> null);
      List<CompletableFuture<Long>> behind = new ArrayList<>();
      while (!told.isDone()) {
        behind.add(writer.append(TOPIC, behind.size() % 2, 1, bytes(2)));
        if (behind.size() > 1_000) {
          told.get();
        }
      }
      assertThat(failure(first)).hasMessageContaining("Not acknowledged for written by the Kafka");
      for (CompletableFuture<Long> answer : behind) {
        assertThat(failure(answer)).isNotNull();
      }
      broker.startAgain();
      assertThat(appended(writer, 3)).isEqualTo(1);
    }
    Heard heard = new Heard();
    try (TopicReader _ = TopicReader.open(cluster, TOPIC, 0, 0, heard)) {
      assertThat(heard.next(2)).containsExactly("0:0", "1:3");
    }
  }

  /// However often the broker goes away while records are on their way to it.
  @Seeds(3)
  void whatIsWrittenHasEverythingBeforeItButWhatWasToldToHaveFailed(
      long seed, SplittableRandom dice) throws Exception {
    Calls calls = new Calls(TOPIC);
    try (TopicWriter writer = TopicWriter.open(cluster, 700, BUFFER_BYTES)) {
      calls.untilWritten(writer);
      for (int outage = 0; outage < 3; outage++) {
        calls.make(writer, dice.nextInt(3_000));
        Thread stopping = Thread.startVirtualThread(broker::stop);
        while (stopping.isAlive()) {
          calls.make(writer, 50);
          LockSupport.parkNanos(1_000_000);
        }
        CompletableFuture<Long> last = calls.one(writer);
        if (dice.nextBoolean()) {
          assertThat(failure(last)).isNotNull();
          calls.make(writer, 1);
        }
        broker.startAgain();
        calls.untilWritten(writer);
      }
    }
    for (int partition = 0; partition < 2; partition++) {
      Heard heard = new Heard();
      try (TopicReader reader = TopicReader.open(cluster, TOPIC, partition, 0, heard)) {
        Eventually.until(() -> reader.lag().orElse(-1) == 0 && reader.position() > 0);
        calls.check(partition, heard.next((int) reader.position()));
      }
    }
  }

  @Test
  void aFullBufferRefuses() throws Exception {
    try (TopicWriter writer = TopicWriter.open(cluster, 30_000, 1 << 20)) {
      assertThat(writer.append(TOPIC, 0, 1, bytes(0)).get()).isZero();
      broker.stop();
      byte[] large = new byte[200 << 10];
      new SplittableRandom(1).nextBytes(large);
      CompletableFuture<Long> answer = CompletableFuture.completedFuture(0L);
      for (int i = 0; i < 10 && !answer.isCompletedExceptionally(); i++) {
        answer = writer.append(TOPIC, 0, 1, large);
      }
      assertThat(failure(answer).mayBeWritten()).isFalse();
      assertThat(failure(answer)).hasMessageContaining("Not taken in for " + TOPIC);
      broker.startAgain();
      assertThat(appended(writer, 1)).isPositive();
    }
  }

  @Test
  void theLargestIsTakenInAndALargerOneIsAMistake() throws Exception {
    byte[] largest = new byte[Cluster.MAX_VALUE_BYTES];
    new SplittableRandom(1).nextBytes(largest);
    try (TopicWriter writer = TopicWriter.open(cluster)) {
      assertThat(writer.append(TOPIC, 0, 1, largest).get()).isZero();
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.append(TOPIC, 0, 1, new byte[Cluster.MAX_VALUE_BYTES + 1]))
          .withMessageContaining("where 9371648 are the most");
    }
  }

  /// The offset of a record that is appended as soon as that is possible again.
  private static long appended(TopicWriter writer, int number) {
    AtomicLong offset = new AtomicLong(-1);
    Eventually.until(() -> {
      CompletableFuture<Long> answer = writer.append(TOPIC, 0, 1, bytes(number));
      offset.set(answer.exceptionally(_ -> -1L).join());
      return offset.get() >= 0;
    });
    return offset.get();
  }

  private static AppendFailed failure(CompletableFuture<Long> answer) {
    return (AppendFailed) answer.handle((_, failure) -> failure).join();
  }

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
