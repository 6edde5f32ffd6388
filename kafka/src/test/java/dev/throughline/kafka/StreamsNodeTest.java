package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Command;
import dev.throughline.runtime.View;
import dev.throughline.runtime.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StreamsNodeTest {
  private static final int CELLS = 6;
  private static final int PEOPLE = 300;
  private static final Duration PACE = StreamsSettings.USUAL_PACE;

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void whenANodeGoesTheOtherGoesOnAndEverythingIsToldOnce() {
    Instant now = Instant.now();
    try (Shore shore = new Shore(CELLS);
        Shore.Node one = shore.node("localhost:8001", folder, PACE);
        Shore.Node other = shore.node("localhost:8002", folder, PACE)) {
      shore.await(() -> isSpread(one, other));
      shore.take(List.of(Storefront.published()));
      shore.take(everybody(person -> Storefront.visited("v" + person, null, "b" + person, now)));
      shore.take(everybody(person -> Storefront.identified("i" + person, "u" + person, now)));
      shore.take(everybody(person -> signsUp(person, now)));
      shore.rest("half");
      assertWhereabouts(one, other);
      shore.take(everybody(person -> buys(person, now)).subList(0, PEOPLE / 2));
      one.streams().abandon();
      long left = System.nanoTime();
      shore.take(everybody(person -> buys(person, now)).subList(PEOPLE / 2, PEOPLE));
      // Whoever was a browser and a user until now is one person.
      shore.take(
          everybody(person -> Storefront.visited("w" + person, "u" + person, "b" + person, now)));
      shore.rest("end");
      System.out.printf(
          "taken over, and everything told, after %d ms%n", (System.nanoTime() - left) / 1_000_000);
      assertThat(other.questions().cells()).hasSize(CELLS);
      for (String kind :
          List.of("segment.entered", "journey.entered", "message.decided", "customer.merged")) {
        assertThat(customers(shore.told(kind))).as(kind).hasSize(PEOPLE).doesNotHaveDuplicates();
      }
      long people = 0;
      for (int cell = 0; cell < CELLS; cell++) {
        people += other.questions().ask(cell, View::people).join();
      }
      assertThat(people).isEqualTo(PEOPLE);
    }
  }

  /// In the middle of a transaction, which its brokers end only later.
  @Test
  @Timeout(300)
  void whenANodeIsKilledTheOtherGoesOnWhereItWas() throws IOException, InterruptedException {
    Instant now = Instant.now();
    try (Shore shore = new Shore(CELLS);
        Shore.Node other = shore.node("localhost:8002", folder, PACE)) {
      try (NodeProcess one =
          NodeProcess.start(shore.cluster, "localhost:8001", folder.resolve("one"))) {
        shore.await(() -> other.streams().where(0).isPresent() && isShared(other));
        shore.take(List.of(Storefront.published()));
        shore.take(everybody(person -> Storefront.identified("i" + person, "u" + person, now)));
        shore.rest("known");
        shore.take(everybody(person -> signsUp(person, now)));
        one.kill();
      }
      long killed = System.nanoTime();
      shore.await(() -> other.questions().cells().size() == CELLS);
      long taken = System.nanoTime();
      shore.take(everybody(person -> buys(person, now)));
      shore.rest("end");
      System.out.printf(
          "killed: all cells taken over after %d ms, everything told after %d ms%n",
          (taken - killed) / 1_000_000, (System.nanoTime() - killed) / 1_000_000);
      for (String kind : List.of("segment.entered", "journey.entered", "message.decided")) {
        assertThat(customers(shore.told(kind))).as(kind).hasSize(PEOPLE).doesNotHaveDuplicates();
      }
    }
  }

  private static boolean isShared(Shore.Node other) {
    int here = other.questions().cells().size();
    return here > 0 && here < CELLS;
  }

  /// Transactions are aborted, and tasks taken up again from what was committed.
  @Test
  @Timeout(300)
  void whenTheBrokersWereAwayEverythingIsStillToldOnce() {
    Instant now = Instant.now();
    try (Shore shore = new Shore(CELLS);
        Shore.Node _ = shore.node("localhost:8001", folder, PACE)) {
      shore.take(List.of(Storefront.published()));
      shore.take(everybody(person -> Storefront.identified("i" + person, "u" + person, now)));
      shore.rest("known");
      shore.take(everybody(person -> signsUp(person, now)));
      shore.broker.stop();
      long stopped = System.nanoTime();
      // Longer than a transaction may take.
      LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
      shore.broker.startAgain();
      shore.take(everybody(person -> buys(person, now)));
      shore.rest("end");
      System.out.printf(
          "brokers away for 7 s: everything told after %d ms%n",
          (System.nanoTime() - stopped) / 1_000_000);
      for (String kind : List.of("segment.entered", "journey.entered", "message.decided")) {
        assertThat(customers(shore.told(kind))).as(kind).hasSize(PEOPLE).doesNotHaveDuplicates();
      }
    }
  }

  private static boolean isSpread(Shore.Node one, Shore.Node other) {
    Set<Integer> all = new TreeSet<>(one.questions().cells());
    all.addAll(other.questions().cells());
    return all.size() == CELLS
        && !one.questions().cells().isEmpty()
        && !other.questions().cells().isEmpty();
  }

  private static void assertWhereabouts(Shore.Node one, Shore.Node other) {
    for (int cell = 0; cell < CELLS; cell++) {
      String here = one.questions().cells().contains(cell) ? "localhost:8001" : "localhost:8002";
      assertThat(one.streams().where(cell)).contains(here);
      assertThat(other.streams().where(cell)).contains(here);
    }
  }

  private interface Does {
    Command what(int person);
  }

  private static List<Command> everybody(Does does) {
    return IntStream.range(0, PEOPLE).mapToObj(does::what).toList();
  }

  private static Command signsUp(int person, Instant at) {
    return Storefront.did("s" + person, "u" + person, "Signed Up", at);
  }

  private static Command buys(int person, Instant at) {
    return Storefront.did("o" + person, "u" + person, "Order Completed", at);
  }

  private static List<String> customers(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst(".*\"customer\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  /// Prints how long after an event the note of its letter is there, and after that its permission
  /// to leave, one person after another and then a crowd.
  @Test
  @Timeout(300)
  void aLetterIsKnownOfSoonAfterItsEvent() throws InterruptedException {
    Duration pace = Duration.ofMillis(Long.getLong("pace", PACE.toMillis()));
    try (Shore shore = new Shore(CELLS);
        Shore.Node node = shore.node("localhost:8001", folder, pace);
        TopicWriter claims = TopicWriter.open(shore.cluster)) {
      var heard = new LinkedBlockingQueue<LetterNote>();
      Map<String, Integer> cells = new ConcurrentHashMap<>();
      for (int cell = 0; cell < CELLS; cell++) {
        int number = cell;
        shore.listen(
            shore.cluster.lettersTopic(),
            cell,
            value -> {
              LetterNote note = LetterNote.of(value);
              if (note instanceof LetterNote.Decided decided) {
                cells.put(decided.letter(), number);
              }
              heard.add(note);
            });
      }
      shore.await(() -> node.questions().cells().size() == CELLS);
      Instant now = Instant.now();
      shore.take(List.of(Storefront.published()));
      shore.take(everybody(person -> Storefront.identified("i" + person, "u" + person, now)));
      shore.rest("known");
      List<Long> decided = new ArrayList<>();
      List<Long> granted = new ArrayList<>();
      for (int person = 0; person < 60; person++) {
        // At random moments of the threads' own turns; the second half comes without a pause.
        LockSupport.parkNanos(person < 30 ? 200_000_000L + person * 1_370_000L : 0);
        long began = System.nanoTime();
        shore.take(List.of(signsUp(person, now)));
        LetterNote note = heard.poll(1, TimeUnit.MINUTES);
        decided.add((System.nanoTime() - began) / 1_000);
        assertThat(note).isInstanceOf(LetterNote.Decided.class);
        if (note instanceof LetterNote.Decided(String letter, int attempt, _)) {
          Work claim = new Work.About(letter, now, new Command.Claim(letter, attempt).bytes());
          claims
              .append(
                  shore.cluster.cellsTopic(),
                  cells.getOrDefault(letter, 0),
                  now.toEpochMilli(),
                  claim.bytes())
              .join();
          assertThat(heard.poll(1, TimeUnit.MINUTES)).isInstanceOf(LetterNote.Granted.class);
          granted.add((System.nanoTime() - began) / 1_000);
        }
      }
      print(pace, "event to decided, after a pause", decided.subList(0, 30));
      print(pace, "event to granted, after a pause", granted.subList(0, 30));
      print(pace, "event to decided, one after another", decided.subList(30, 60));
      print(pace, "event to granted, one after another", granted.subList(30, 60));
      List<Long> asked = new ArrayList<>();
      for (int turn = 0; turn < 60; turn++) {
        long began = System.nanoTime();
        node.questions().ask(turn % CELLS, View::people).join();
        asked.add((System.nanoTime() - began) / 1_000);
      }
      print(pace, "answer of an idle cell", asked);
      long began = System.nanoTime();
      shore.take(everybody(person -> signsUp(person, now)));
      Set<String> letters = new HashSet<>();
      while (letters.size() < PEOPLE - 60) {
        if (heard.poll(1, TimeUnit.MINUTES) instanceof LetterNote.Decided(String letter, _, _)) {
          letters.add(letter);
        }
      }
      System.out.printf(
          "pace %s: %d letters after %d ms%n",
          pace, letters.size(), (System.nanoTime() - began) / 1_000_000);
    }
  }

  private static void print(Duration pace, String what, List<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    System.out.printf(
        "pace %s, %s: median %.1f ms, 95%% %.1f ms, most %.1f ms%n",
        pace,
        what,
        sorted.get(sorted.size() / 2) / 1_000.0,
        sorted.get(sorted.size() * 95 / 100) / 1_000.0,
        sorted.getLast() / 1_000.0);
  }
}
