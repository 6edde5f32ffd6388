package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Sighting;
import dev.throughline.runtime.Told;
import dev.throughline.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TidingsTest {
  private static final Instant T = Storefront.START;

  @Seeds(100)
  void whatIsToldIsHeard(long seed, SplittableRandom random) {
    Told told = told(random, 1 + random.nextInt(20), 300);
    Tidings heard = Tidings.of(new Tidings.Of(7, told).bytes());
    assertThat(heard).isInstanceOf(Tidings.Of.class);
    if (heard instanceof Tidings.Of(int cell, Told again)) {
      assertThat(cell).isEqualTo(7);
      assertSame(again, told);
    }
  }

  /// As the topic's readers put it together: every fact and event once, in order, under its number.
  @Seeds(40)
  void whatIsTooMuchForARecordIsToldInParts(long seed, SplittableRandom random) {
    Told told = told(random, 1 + random.nextInt(60), 30_000);
    List<Told> parts = ToldBytes.parts(told);
    List<Fact> facts = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    List<Told.Taken> events = new ArrayList<>();
    long upTo = 0;
    for (Told part : parts) {
      assertThat(new Tidings.Of(0, part).bytes().length).isLessThan(Cluster.MAX_VALUE_BYTES);
      assertThat(part.firstFact()).isEqualTo(told.firstFact() + facts.size());
      for (Told.Taken event : part.events()) {
        // Nothing that followed from it was told before it.
        assertThat(entries).allMatch(entry -> entry < event.entry());
      }
      assertThat(part.entry()).isGreaterThanOrEqualTo(upTo);
      upTo = part.entry();
      facts.addAll(part.facts());
      entries.addAll(part.entries());
      events.addAll(part.events());
    }
    assertThat(upTo).isEqualTo(told.entry());
    assertSame(new Told(told.firstFact(), facts, entries, events, upTo), told);
  }

  @Test
  void marksAndSightingsAreHeard() {
    for (Tidings each :
        List.of(
            new Tidings.Marked(3, "m-ü"),
            new Tidings.Seen("batch 1", 9, Sighting.FIRST),
            new Tidings.Seen("batch 1", 10, Sighting.AGAIN),
            new Tidings.Seen("batch 1", 11, Sighting.RESUMED))) {
      assertThat(Tidings.of(each.bytes())).isEqualTo(each);
    }
  }

  @Test
  void whatANewerNodeSaysIsNamed() {
    assertThatThrownBy(() -> Tidings.of(new byte[] {'?'}))
        .hasMessageContaining("a newer node wrote them");
  }

  @Test
  void notesOnLettersAreRead() {
    Letter letter =
        new Letter(
            "l1",
            4,
            "u1",
            "email",
            "u1@shop.example",
            "welcome",
            1,
            "i1",
            "greet",
            "",
            "marketing",
            T,
            new TreeMap<>(Map.of("subject", "Hello")),
            Letter.State.DECIDED,
            1,
            T.plusNanos(5),
            T,
            "");
    LetterNote decided = LetterNote.decided(letter);
    assertThat(LetterNote.of(decided.bytes()))
        .isEqualTo(decided)
        .isEqualTo(new LetterNote.Decided("l1", 2, T.plusNanos(5)));
    LetterNote granted = new LetterNote.Granted(letter);
    assertThat(LetterNote.of(granted.bytes())).isEqualTo(granted);
  }

  /// `count` entries of the log: some an event of up to `bytes`, some facts, some both.
  private static Told told(SplittableRandom random, int count, int bytes) {
    List<Fact> facts = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    List<Told.Taken> events = new ArrayList<>();
    long entry = random.nextInt(1_000);
    for (int i = 0; i < count; i++) {
      entry += random.nextInt(1, 4);
      CustomerId customer = new CustomerId("u" + random.nextInt(5));
      if (random.nextBoolean()) {
        Command.Happened happened = happened(random, entry, random.nextInt(bytes));
        events.add(
            new Told.Taken(
                entry,
                customer,
                random.nextBoolean() ? null : new CustomerId("a1"),
                happened.event(),
                happened.line()));
      }
      for (int j = random.nextInt(4) * random.nextInt(bytes / 10); j > 0; j--) {
        facts.add(new Fact("f" + facts.size(), T, customer, new What.SegmentEntered("s" + j)));
        entries.add(entry);
      }
    }
    return new Told(random.nextInt(1_000), facts, entries, events, entry);
  }

  private static Command.Happened happened(SplittableRandom random, long entry, int bytes) {
    Event event =
        new Event(
            "m" + entry,
            Event.Type.TRACK,
            "Viewed",
            "u" + random.nextInt(5),
            null,
            null,
            null,
            new Value.Fields(Map.of("text", Value.of("x".repeat(bytes)))),
            Value.Fields.EMPTY,
            Value.Fields.EMPTY,
            T,
            T.plusMillis(random.nextInt(5)),
            false);
    return new Command.Happened(event);
  }

  private static void assertSame(Told heard, Told told) {
    assertThat(heard.firstFact()).isEqualTo(told.firstFact());
    assertThat(heard.entry()).isEqualTo(told.entry());
    assertThat(heard.facts()).isEqualTo(told.facts());
    assertThat(heard.entries()).isEqualTo(told.entries());
    assertThat(heard.events().stream().map(TidingsTest::parts))
        .containsExactlyElementsOf(told.events().stream().map(TidingsTest::parts).toList());
  }

  private static List<Object> parts(Told.Taken taken) {
    return List.of(
        taken.entry(),
        taken.customer(),
        String.valueOf(taken.formerly()),
        taken.event(),
        taken.line().text());
  }
}
