package dev.throughline.kafka;

import dev.throughline.runtime.Directory;
import dev.throughline.runtime.Sighting;
import dev.throughline.runtime.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The directory as a task of Kafka Streams: the only one that reads the log. Like a cell, it makes
/// everything that it knows anew in `init`.
final class DirectoryProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final int cells;
  private final byte[] secret;
  private final ThreadLocal<StreamsPace> paces;
  private @Nullable Life life;

  DirectoryProcessor(int cells, byte[] secret, ThreadLocal<StreamsPace> paces) {
    this.cells = cells;
    this.secret = secret;
    this.paces = paces;
  }

  /// From one `init` to the next `close`.
  private final class Life {
    private final ProcessorContext<byte[], byte[]> context;
    private final Directory directory;
    private final StreamsPace pace = paces.get();
    private final List<Cancellable> schedules = new ArrayList<>();
    private long takenAt;

    Life(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      KeyValueStore<Bytes, byte[]> store = context.getStateStore(StreamsTopology.DIRECTORY_STORE);
      this.directory = new Directory(new StreamsStore(store), cells, secret, this::send);
      every(CellProcessor.TICK, this::commitIfDue);
      every(SWEEP, directory::sweep);
    }

    private void every(Duration span, Runnable what) {
      schedules.add(context.schedule(span, PunctuationType.WALL_CLOCK_TIME, _ -> what.run()));
    }

    private void take(Record<byte[], byte[]> input) {
      RecordMetadata place = context.recordMetadata().orElseThrow();
      takenAt = input.timestamp();
      // Offsets begin at 0, entries at 1.
      long entry = place.offset() + 1;
      Sighting sighting =
          directory.take(entry, Instant.ofEpochMilli(input.timestamp()), input.value());
      Header batch = input.headers().lastHeader(StreamsTopology.BATCH);
      if (batch != null) {
        String name = new String(batch.value(), StandardCharsets.UTF_8);
        forward(
            CellProcessor.key(0),
            new Tidings.Seen(name, entry, sighting).bytes(),
            StreamsTopology.DIRECTORY_FACTS_SINK);
      }
      commitIfDue();
    }

    private void send(int cell, Work work) {
      forward(CellProcessor.key(cell), work.bytes(), StreamsTopology.WORK_SINK);
    }

    private void forward(byte[] to, byte[] value, String sink) {
      pace.sent();
      context.forward(new Record<>(to, value, takenAt), sink);
    }

    private void commitIfDue() {
      if (pace.isDue(context.currentSystemTimeMs())) {
        context.commit();
      }
    }

    void end() {
      schedules.forEach(Cancellable::cancel);
    }
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    life = new Life(context);
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    if (life == null) {
      throw new IllegalStateException("An input came before the directory was opened");
    }
    life.take(input);
  }

  @Override
  public void close() {
    if (life != null) {
      life.end();
      life = null;
    }
  }
}
