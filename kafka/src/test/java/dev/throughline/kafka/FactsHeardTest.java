package dev.throughline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.Slice;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Sighting;
import dev.throughline.runtime.Told;
import dev.throughline.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FactsHeardTest {
  private final List<Told> told = new ArrayList<>();
  private final FactsBatches batches = new FactsBatches();
  private final List<String> logged = new ArrayList<>();
  private final Marks marks =
      new Marks(
          1,
          entry -> {
            logged.add(new String(entry, UTF_8).substring(1));
            return CompletableFuture.completedFuture(1L);
          },
          Runnable::run);

  private FactsHeard from(long facts) {
    Orchestrator.Listener listener = EmbeddedRuntime.listener(told::add);
    return new FactsHeard(
        listener,
        marks,
        batches,
        facts,
        failed -> {
          throw failed;
        });
  }

  private static ReadRecord record(long offset, Tidings tidings) {
    return new ReadRecord(offset, 0, tidings.bytes());
  }

  private static Tidings.Of of(int cell, long firstFact, int facts, boolean event) {
    List<Fact> all = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    for (int i = 0; i < facts; i++) {
      all.add(
          new Fact(
              "f%d.%d".formatted(cell, firstFact + i),
              Storefront.START,
              new CustomerId("ann"),
              new Fact.What.SegmentEntered("buyers")));
      entries.add(firstFact * 100);
    }
    List<Told.Taken> events = new ArrayList<>();
    if (event && Storefront.did("e", "ann", "Viewed") instanceof Command.Happened happened) {
      Event seen = happened.event();
      Slice line = happened.line();
      events.add(new Told.Taken(firstFact * 100, new CustomerId("ann"), null, seen, line));
    }
    return new Tidings.Of(cell, new Told(firstFact, all, entries, events, firstFact * 100));
  }

  @Test
  void everythingIsNumberedByTheTopic() {
    from(0)
        .read(
            List.of(
                record(3, of(0, 71, 2, true)),
                record(5, of(1, 8, 0, true)),
                record(9, of(1, 9, 1, false))));
    assertThat(told)
        .singleElement()
        .satisfies(all -> {
          assertThat(all.firstFact()).isEqualTo(1);
          assertThat(all.facts()).extracting(Fact::id).containsExactly("f0.71", "f0.72", "f1.9");
          assertThat(all.entries()).containsExactly(4L, 4L, 10L);
          assertThat(all.events()).extracting(Told.Taken::entry).containsExactly(4L, 6L);
          assertThat(all.entry()).isEqualTo(10);
        });
  }

  @Test
  void aMarkComesAfterAllBeforeItIsTold() {
    CompletableFuture<Long> applied = marks.applied(1);
    CompletableFuture<Integer> toldByThen = applied.thenApply(_ -> told.size());
    from(0)
        .read(
            List.of(
                record(0, of(0, 1, 1, false)),
                record(1, new Tidings.Marked(0, logged.getFirst())),
                record(2, of(0, 2, 1, false))));
    assertThat(toldByThen.join()).isEqualTo(1);
    assertThat(told).extracting(Told::firstFact).containsExactly(1L, 2L);
  }

  @Test
  void whatCountedOfABatchIsHeard() {
    Counted counted = new Counted();
    String name = batches.open(3, counted);
    from(0)
        .read(
            List.of(
                record(0, new Tidings.Seen(name, 1, Sighting.FIRST)),
                record(1, new Tidings.Seen("another node's", 2, Sighting.FIRST)),
                record(2, new Tidings.Seen(name, 3, Sighting.AGAIN)),
                record(3, new Tidings.Seen(name, 4, Sighting.RESUMED))));
    assertThat(counted.taken()).isEqualTo(2);
    assertThat(counted.duplicates()).isEqualTo(1);
    assertThat(batches.size()).isZero();
  }

  /// Whoever has kept a part, wherever it was cut, hears the rest under the same numbers.
  @Seeds(50)
  void theNumbersAreTheSameAfterACrash(long seed, SplittableRandom random) {
    List<ReadRecord> topic = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < 40; i++) {
      topic.add(record(offset, of(random.nextInt(3), i + 1, random.nextInt(4), true)));
      offset += 1 + random.nextInt(3);
    }
    read(from(0), topic, random);
    List<String> allFacts = facts(told);
    List<Long> allEvents = events(told);
    List<Told> survived = List.copyOf(told.subList(0, random.nextInt(told.size())));
    told.clear();
    long kept = survived.isEmpty() ? -1 : survived.getLast().entry();
    int facts = facts(survived).size();
    long from = FactsHeard.positionAfter(kept);
    read(from(facts), topic.stream().filter(one -> one.offset() >= from).toList(), random);
    assertThat(facts(told)).isEqualTo(allFacts.subList(facts, allFacts.size()));
    int events = events(survived).size();
    assertThat(events(told)).isEqualTo(allEvents.subList(events, allEvents.size()));
  }

  private static void read(FactsHeard heard, List<ReadRecord> topic, SplittableRandom random) {
    for (int from = 0; from < topic.size(); ) {
      int to = Math.min(topic.size(), from + 1 + random.nextInt(7));
      heard.read(topic.subList(from, to));
      from = to;
    }
  }

  private static List<String> facts(List<Told> told) {
    List<String> rows = new ArrayList<>();
    for (Told each : told) {
      long number = each.firstFact();
      for (int i = 0; i < each.facts().size(); i++) {
        rows.add("%d %d %s".formatted(number++, each.entries().get(i), each.facts().get(i).id()));
      }
    }
    return rows;
  }

  private static List<Long> events(List<Told> told) {
    return told.stream().flatMap(each -> each.events().stream()).map(Told.Taken::entry).toList();
  }
}
