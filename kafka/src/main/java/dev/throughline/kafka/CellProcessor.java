package dev.throughline.kafka;

import dev.throughline.runtime.Cell;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Told;
import dev.throughline.runtime.Work;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A cell as a task of Kafka Streams, its number that of the partition of `cells`. Everything that
/// it knows is made anew in `init`: a task that is taken up again after its transaction was aborted
/// is the same object, and must remember nothing of what never was.
final class CellProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final Duration TICK = Duration.ofMillis(10);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final int cells;
  private final byte[] secret;
  private final LongSupplier clockMs;
  private final CellQuestions questions;
  private final ThreadLocal<StreamsPace> paces;
  private @Nullable Life life;

  CellProcessor(
      int cells,
      byte[] secret,
      LongSupplier clockMs,
      CellQuestions questions,
      ThreadLocal<StreamsPace> paces) {
    this.cells = cells;
    this.secret = secret;
    this.clockMs = clockMs;
    this.questions = questions;
    this.paces = paces;
  }

  /// From one `init` to the next `close`.
  private final class Life implements Cell.Out {
    private final ProcessorContext<byte[], byte[]> context;
    private final int number;
    private final byte[] key;
    private final Cell cell;
    private final CellQuestions.Desk desk;
    private final StreamsPace pace = paces.get();
    private final List<Cancellable> schedules = new ArrayList<>();

    Life(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      this.number = context.taskId().partition();
      this.key = key(number);
      KeyValueStore<Bytes, byte[]> store = context.getStateStore(StreamsTopology.CELL_STORE);
      this.cell = new Cell(new StreamsStore(store), number, cells, secret, this);
      this.desk = questions.open(number);
      every(TICK, this::turn);
      every(SWEEP, cell::sweep);
    }

    private void every(Duration span, Runnable what) {
      schedules.add(context.schedule(span, PunctuationType.WALL_CLOCK_TIME, _ -> what.run()));
    }

    private void turn() {
      cell.tick(Instant.ofEpochMilli(clockMs.getAsLong()));
      desk.answer(cell.view());
      commitIfDue();
    }

    private void take(long offset, byte[] work) {
      cell.take(offset, Work.of(work));
      commitIfDue();
    }

    private void commitIfDue() {
      if (pace.isDue(context.currentSystemTimeMs())) {
        context.commit();
      }
    }

    @Override
    public void send(int to, Work work) {
      forward(key(to), work.bytes(), StreamsTopology.CELLS_SINK);
    }

    @Override
    public void decided(Letter letter) {
      forward(key, LetterNote.decided(letter).bytes(), StreamsTopology.LETTERS_SINK);
    }

    @Override
    public void granted(Letter letter) {
      forward(key, new LetterNote.Granted(letter).bytes(), StreamsTopology.LETTERS_SINK);
    }

    @Override
    public void told(Told told) {
      for (Told part : ToldBytes.parts(told)) {
        forward(key, new Tidings.Of(number, part).bytes(), StreamsTopology.CELL_FACTS_SINK);
      }
    }

    @Override
    public void marked(String mark) {
      forward(key, new Tidings.Marked(number, mark).bytes(), StreamsTopology.CELL_FACTS_SINK);
    }

    private void forward(byte[] to, byte[] value, String sink) {
      pace.sent();
      context.forward(new Record<>(to, value, clockMs.getAsLong()), sink);
    }

    void end() {
      schedules.forEach(Cancellable::cancel);
      desk.close();
    }
  }

  /// What a record is sent under: the number of the cell that it goes to or is of.
  static byte[] key(int cell) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(cell).array();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    life = new Life(context);
  }

  @Override
  public void process(Record<byte[], byte[]> work) {
    if (life == null) {
      throw new IllegalStateException("Work came before the cell was opened");
    }
    life.take(life.context.recordMetadata().orElseThrow().offset(), work.value());
  }

  @Override
  public void close() {
    if (life != null) {
      life.end();
      life = null;
    }
  }
}
