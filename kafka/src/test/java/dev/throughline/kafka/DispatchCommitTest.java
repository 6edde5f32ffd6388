package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import dev.throughline.runtime.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One cell's letters, by a group that can be made to refuse a commit.
@Timeout(60)
class DispatchCommitTest {
  private static final Instant NOW = Storefront.START;

  private final Broker broker = Broker.start();
  private final Cluster cluster = Topics.prepare(broker.cluster().withCells(1));
  private final TopicWriter writer = TopicWriter.open(cluster);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final TopicPartition letters = new TopicPartition(cluster.lettersTopic(), 0);
  private final Group group = new Group();
  private final List<String> carried = Collections.synchronizedList(new ArrayList<>());
  private final List<Work> said = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final TopicReader cell =
      TopicReader.open(cluster, cluster.cellsTopic(), 0, 0, new Cell());
  private final Dispatch dispatch =
      new Dispatch(cluster, group, writer, new Wire(), NOW::toEpochMilli, executor, failures::add);
  private long next;

  /// A member of the group.
  private static final class Group extends MockConsumer<byte[], byte[]> {
    private volatile boolean refusing;

    Group() {
      super("latest");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      return super.poll(timeout);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      if (refusing) {
        throw new CommitFailedException("somebody else has it");
      }
      super.commitSync(offsets);
    }
  }

  /// The cell hears what is said to it.
  private final class Cell implements TopicReader.Listener {
    @Override
    public void read(List<ReadRecord> batch) {
      batch.forEach(record -> said.add(Work.of(record.value())));
    }

    @Override
    public void connected(boolean yes) {}

    @Override
    public void failed(RuntimeException cause) {
      failures.add(cause);
    }
  }

  private final class Wire implements Carrier {
    @Override
    public Set<String> kept() {
      return Set.of();
    }

    @Override
    public Carried carry(Letter letter) {
      carried.add(letter.id());
      return new Carried(Settlement.SENT, "ok", null);
    }
  }

  @BeforeEach
  void open() {
    group.updateEndOffsets(Map.of(letters, 0L));
    dispatch.start();
    group.schedulePollTask(() -> group.rebalance(List.of(letters)));
    Neighbourhood.until("the cell is asked", () -> said(Work.Offer.class) == 1);
  }

  @AfterEach
  void close() {
    dispatch.close();
    cell.close();
    writer.close();
    executor.shutdownNow();
    broker.close();
    assertThat(failures).isEmpty();
  }

  private int said(Class<? extends Work> kind) {
    synchronized (said) {
      return (int) said.stream().filter(kind::isInstance).count();
    }
  }

  private List<Command> commands() {
    synchronized (said) {
      return said.stream()
          .filter(Work.About.class::isInstance)
          .map(work -> Command.of(((Work.About) work).command()))
          .toList();
    }
  }

  private void note(LetterNote note) {
    group.schedulePollTask(() ->
        group.addRecord(
            new ConsumerRecord<>(letters.topic(), 0, next++, new byte[0], note.bytes())));
  }

  private static LetterNote granted(String id, Instant at) {
    return new LetterNote.Granted(
        new Letter(
            id,
            1,
            "ann",
            "email",
            "ann@shop.example",
            "welcome",
            1,
            "run",
            "greet",
            "",
            "marketing",
            NOW,
            new TreeMap<>(),
            Letter.State.IN_FLIGHT,
            1,
            at,
            at,
            ""));
  }

  @Test
  void aLetterIsClaimedCarriedAndSettled() {
    note(new LetterNote.Decided("l1", 1, NOW));
    Neighbourhood.until("it is claimed", () -> commands().size() == 1);
    note(granted("l1", NOW));
    Neighbourhood.until("it is settled", () -> commands().size() == 2);
    assertThat(commands())
        .containsExactly(
            new Command.Claim("l1", 1), new Command.Settle("l1", 1, Settlement.SENT, "ok", null));
    assertThat(carried).containsExactly("l1");
  }

  @Test
  void whatIsNotCommittedIsLeftToWhoeverHasIt() {
    group.refusing = true;
    note(granted("l1", NOW));
    Neighbourhood.until("the cell is asked anew", () -> said(Work.Offer.class) == 2);
    group.refusing = false;
    note(granted("l2", NOW));
    Neighbourhood.until("the next is settled", () -> commands().size() == 1);
    assertThat(carried).containsExactly("l2");
  }

  @Test
  void nothingIsClaimedForAnotherNode() {
    note(new LetterNote.Decided("l1", 1, NOW.plusSeconds(3_600)));
    group.schedulePollTask(() -> group.rebalance(List.of()));
    group.schedulePollTask(() -> group.rebalance(List.of(letters)));
    Neighbourhood.until("the cell is asked anew", () -> said(Work.Offer.class) == 2);
    note(new LetterNote.Decided("l2", 1, NOW));
    Neighbourhood.until("the one that is due is claimed", () -> !commands().isEmpty());
    assertThat(commands()).containsExactly(new Command.Claim("l2", 1));
  }

  @Test
  void whatWasGrantedLongAgoGoesBackToItsCell() {
    note(granted("l1", NOW.minusSeconds(3_600)));
    Neighbourhood.until("it is put back", () -> !commands().isEmpty());
    assertThat(commands())
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Settle.class,
            settle -> {
              assertThat(settle.settlement()).isEqualTo(Settlement.RETRY);
              assertThat(settle.nextAt()).isEqualTo(NOW);
            });
    assertThat(carried).isEmpty();
  }
}
