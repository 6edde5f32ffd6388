package dev.throughline.kafka;

import dev.throughline.engine.Fact;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What all cells tell, passed on to this node's listener. A cell numbers what it tells alone; here
/// an entry's number is that of the record in the topic, from 1, and facts are numbered on without
/// a gap. All nodes read the same topic, so they all number alike, also after a crash.
final class FactsHeard implements TopicReader.Listener {
  private final Orchestrator.Listener listener;
  private final Marks marks;
  private final FactsBatches batches;
  private final Consumer<RuntimeException> failed;
  private volatile long facts;

  /// @param facts how many of the listener's facts come from before what is read
  /// @param failed told why nothing is read any more
  FactsHeard(
      Orchestrator.Listener listener,
      Marks marks,
      FactsBatches batches,
      long facts,
      Consumer<RuntimeException> failed) {
    this.listener = listener;
    this.marks = marks;
    this.batches = batches;
    this.facts = facts;
    this.failed = failed;
  }

  /// Where to go on for a listener that has kept everything up to an entry.
  static long positionAfter(long entry) {
    return Math.max(entry, 0);
  }

  /// How many facts have been told, those before what was read included.
  long facts() {
    return facts;
  }

  /// Tells what follows one another at once, for listeners have work with each telling.
  @Override
  public void read(List<ReadRecord> batch) {
    Gathered gathered = null;
    for (ReadRecord record : batch) {
      switch (Tidings.of(record.value())) {
        case Tidings.Of(_, Told told) -> {
          gathered = gathered == null ? new Gathered(facts + 1) : gathered;
          gathered.add(told, record.offset() + 1);
        }
        case Tidings.Marked(int cell, String mark) -> {
          tell(gathered);
          gathered = null;
          marks.passed(cell, mark);
        }
        case Tidings.Seen(String name, _, var sighting) -> batches.seen(name, sighting);
      }
    }
    tell(gathered);
  }

  private void tell(@Nullable Gathered gathered) {
    if (gathered != null) {
      Told told = gathered.told();
      listener.tell(told);
      facts = told.firstFact() + told.facts().size() - 1;
    }
  }

  /// Some records on their way to the listener.
  private static final class Gathered {
    private final long firstFact;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private final List<Told.Taken> events = new ArrayList<>();
    private long last;

    Gathered(long firstFact) {
      this.firstFact = firstFact;
    }

    void add(Told told, long entry) {
      facts.addAll(told.facts());
      told.facts().forEach(_ -> entries.add(entry));
      for (Told.Taken taken : told.events()) {
        events.add(
            new Told.Taken(entry, taken.customer(), taken.formerly(), taken.event(), taken.line()));
      }
      last = entry;
    }

    Told told() {
      return new Told(firstFact, facts, entries, events, last);
    }
  }

  /// Whether brokers answer is what `Lag` looks at.
  @Override
  public void connected(boolean yes) {}

  @Override
  public void failed(RuntimeException cause) {
    failed.accept(cause);
  }
}
