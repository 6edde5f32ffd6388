package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Directory;
import dev.throughline.runtime.View;
import dev.throughline.runtime.Work;
import java.io.File;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellProcessorTest {
  private static final int CELLS = 4;
  private static final int CELL = 3;
  private static final long NOW = Storefront.START.toEpochMilli();

  @TempDir File folder;

  private final CellQuestions questions = new CellQuestions();
  private final CellProcessor processor =
      new CellProcessor(
          CELLS,
          Storefront.SECRET,
          () -> NOW,
          questions,
          ThreadLocal.withInitial(() -> new StreamsPace(StreamsSettings.USUAL_PACE)));

  /// What Kafka Streams hands over: here with a store that is empty.
  private MockProcessorContext<byte[], byte[]> context() {
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(1, CELL), folder);
    context.setCurrentSystemTimeMs(NOW);
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StreamsTopology.CELL_STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return context;
  }

  /// The work that the directory makes of somebody's event, wherever it sends it.
  private static Queue<Work> work() {
    Queue<Work> work = new ArrayDeque<>();
    try (StreamsStore store = new StreamsStore(inMemory())) {
      Directory directory =
          new Directory(store, CELLS, Storefront.SECRET, (_, piece) -> work.add(piece));
      directory.take(1, Storefront.START, Storefront.identified("1", "ann").bytes());
    }
    return work;
  }

  private static KeyValueStore<Bytes, byte[]> inMemory() {
    return Stores.inMemoryKeyValueStore("directory").get();
  }

  private void process(MockProcessorContext<byte[], byte[]> context, Collection<Work> pieces) {
    long offset = 0;
    for (Work piece : pieces) {
      context.setRecordMetadata("cells", CELL, offset++);
      processor.process(new Record<>(CellProcessor.key(CELL), piece.bytes(), NOW));
    }
  }

  private static void turn(MockProcessorContext<byte[], byte[]> context) {
    context.scheduledPunctuators().stream()
        .filter(each -> !each.cancelled())
        .forEach(each -> each.getPunctuator().punctuate(NOW));
  }

  private long people(MockProcessorContext<byte[], byte[]> context) {
    CompletableFuture<Long> answer = questions.ask(CELL, View::people);
    turn(context);
    return answer.join();
  }

  /// Kafka Streams closes a task whose transaction was aborted, empties its store, and opens the
  /// same object again.
  @Test
  void aTaskThatIsTakenUpAgainRemembersNothingThatItsStoreDoesNot() {
    MockProcessorContext<byte[], byte[]> aborted = context();
    processor.init(aborted);
    process(aborted, work());
    assertThat(people(aborted)).isEqualTo(1);
    processor.close();
    assertThat(questions.cells()).isEmpty();
    MockProcessorContext<byte[], byte[]> again = context();
    processor.init(again);
    assertThat(people(again)).isZero();
    process(again, work());
    assertThat(people(again)).isEqualTo(1);
    processor.close();
  }

  @Test
  void aTaskThatIsClosedIsCalledNoMore() {
    MockProcessorContext<byte[], byte[]> context = context();
    processor.init(context);
    processor.close();
    assertThat(context.scheduledPunctuators())
        .hasSize(2)
        .allMatch(MockProcessorContext.CapturedPunctuator::cancelled);
  }

  @Test
  void whatIsSentAsksForACommit() {
    MockProcessorContext<byte[], byte[]> context = context();
    processor.init(context);
    turn(context);
    assertThat(context.committed()).isFalse();
    process(context, List.of(new Work.Mark("here", 0)));
    assertThat(context.committed()).isTrue();
    assertThat(context.forwarded(StreamsTopology.CELL_FACTS_SINK)).hasSize(1);
    processor.close();
  }
}
