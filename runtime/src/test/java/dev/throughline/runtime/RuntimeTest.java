package dev.throughline.runtime;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.throughline.runtime.Letter.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class RuntimeTest {
  @TempDir Path data;

  @Test
  void whatIsTakenInMovesPeopleAndLeavesByItsChannel() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      shop.wait(Duration.ofHours(1));
      until(() -> shop.factsOf("message.delivered").size() == 2);
      assertThat(shop.factsOf("journey.entered")).hasSize(1);
      assertThat(shop.factsOf("journey.exited")).singleElement().asString().contains("completed");
      assertThat(shop.carried.values()).containsOnly(1).hasSize(2);
    }
  }

  @Test
  void theSameMessageIdCountsOnceAlsoAfterARestart() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.event("m1", "ann", "Signed Up"), Shop.event("m1", "ann", "Signed Up"));
      assertThat(shop.factsOf("journey.entered")).hasSize(1);
    }
    try (Shop shop = Shop.open(data)) {
      shop.take(Shop.event("m1", "ann", "Signed Up"));
      assertThat(shop.facts).isEmpty();
      assertThat(shop.runtime.counters().join()).containsEntry("duplicates", 1L);
    }
  }

  @Test
  void aStoreThatIsLostIsMadeAgainFromTheLogWithTheSameFactsAndNothingIsSentTwice()
      throws IOException {
    List<String> first;
    try (Shop shop = Shop.open(data).published()) {
      for (int i = 0; i < 300; i++) {
        String user = "u" + i % 60;
        shop.take(
            Shop.identify("i" + i, user, user + "@shop.example"),
            Shop.event("s" + i, user, "Signed Up"),
            Shop.visit("v" + i, i % 3 == 0 ? "" : user, "a" + i % 70));
        if (i % 50 == 49) {
          shop.wait(Duration.ofMinutes(25));
        }
      }
      shop.wait(Duration.ofHours(2));
      until(() -> shop.runtime.ask(view -> view.openLetters().isEmpty()).join());
      first = List.copyOf(shop.facts);
      assertThat(shop.factsOf("customer.merged")).isNotEmpty();
    }
    delete(data.resolve("store"));
    try (Shop shop = Shop.open(data)) {
      shop.runtime.ask(View::applied).join();
      assertThat(shop.facts).containsExactlyElementsOf(first);
      assertThat(shop.carried).isEmpty();
    }
  }

  @Test
  void aLetterOnAKeptChannelIsDeliveredInTheMomentOfItsDecision() {
    try (Shop shop = Shop.open(data, Set.of("email", "sms"), _ -> fail("kept")).published()) {
      shop.take(Shop.identify("m1", "ann", "a@shop.example"), Shop.event("m2", "ann", "Signed Up"));
      assertThat(shop.factsOf("message.delivered")).hasSize(1);
    }
  }

  @Test
  void whatMayHaveLeftWhenTheProcessStoppedIsUnknownAndNotSentAgain() throws Exception {
    CountDownLatch onTheWire = new CountDownLatch(1);
    List<String> ids = new ArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    Shop shop =
        Shop.open(
                data,
                Set.of(),
                letter -> {
                  ids.add(letter.id());
                  onTheWire.countDown();
                  try {
                    never.await();
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                  return new Carrier.Carried(Settlement.SENT, "", null);
                })
            .published();
    shop.take(Shop.identify("m1", "ann", "a@shop.example"), Shop.event("m2", "ann", "Signed Up"));
    onTheWire.await();
    Path copy = data.resolveSibling(data.getFileName() + "-copy");
    copy(data.resolve("log"), copy.resolve("log"));
    try (Shop again = Shop.open(copy)) {
      // What the start says of the letter is in the log by then, and applied before what follows.
      again.take(new Command.Tick());
      Letter letter = again.letter(ids.getFirst());
      assertThat(letter).extracting(Letter::state).isEqualTo(State.UNKNOWN);
      assertThat(again.carried).isEmpty();
    }
    never.countDown();
    shop.close();
  }

  @Test
  void whatWasToBeTriedAgainIsTriedAfterARestart() {
    Function<Letter, Carrier.Carried> busy =
        _ -> new Carrier.Carried(Settlement.RETRY, "busy", Duration.ofMinutes(30));
    try (Shop shop = Shop.open(data, Set.of(), busy).published()) {
      shop.take(Shop.identify("m1", "ann", "a@shop.example"), Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.runtime.ask(this::isWaiting).join());
    }
    try (Shop shop = Shop.open(data)) {
      shop.take(Shop.visit("m3", "ann", "a1"));
      assertThat(shop.carried).isEmpty();
      shop.wait(Duration.ofMinutes(31));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      assertThat(shop.carried.values()).containsExactly(1);
    }
  }

  @Test
  void whatWasClaimedAndHandedToNobodyBeforeACleanStopLeavesAfterTheNextStart() {
    Function<Letter, Carrier.Carried> busy =
        _ -> new Carrier.Carried(Settlement.RETRY, "busy", Duration.ofMinutes(30));
    CountDownLatch stopping = new CountDownLatch(1);
    Shop shop = Shop.open(data, Set.of(), busy).published();
    shop.take(Shop.identify("m1", "ann", "a@shop.example"), Shop.event("m2", "ann", "Signed Up"));
    until(() -> shop.runtime.ask(this::isWaiting).join());
    CountDownLatch asked = new CountDownLatch(1);
    var _ =
        shop.runtime.ask(_ -> {
          asked.countDown();
          return awaited(stopping);
        });
    assertThat(awaited(asked)).isTrue();
    shop.turn(Duration.ofMinutes(31));
    // The claim is in the log, and a tick, and nobody applies them yet.
    until(() -> shop.runtime.behind() == 2);
    Thread stop = Thread.ofPlatform().start(shop::close);
    until(() -> stop.getState() == Thread.State.WAITING);
    stopping.countDown();
    until(() -> !stop.isAlive());
    assertThat(shop.carried.values()).containsExactly(1);

    try (Shop again = Shop.open(data)) {
      again.wait(Duration.ofMinutes(31));
      until(() -> again.factsOf("message.delivered").size() == 1);
      assertThat(again.carried.values()).containsExactly(1);
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private boolean isWaiting(View view) {
    return view.openLetters().stream()
        .anyMatch(letter -> letter.attempts() == 1 && letter.state() == State.DECIDED);
  }

  @Test
  void aSecondProcessOnTheSameDataIsRefused() {
    try (Shop shop = Shop.open(data)) {
      assertThat(shop.facts).isEmpty();
      assertThatThrownBy(() -> Shop.open(data))
          .isInstanceOf(DataDirectory.InUse.class)
          .hasMessageContaining("in use by another process");
    }
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void whoWaitsIsWokenThoughTheCheckpointThatHoldsItWaitsToo() {
    try (Shop shop =
        Shop.open(
                data,
                Set.of("email", "sms"),
                letter -> {
                  throw new IllegalStateException("It was to be kept: " + letter);
                })
            .published()) {
      shop.factsKept.set(0);
      for (int i = 0; i < 60; i++) {
        shop.take(
            Shop.identify("i" + i, "u" + i, "u" + i + "@shop.example"),
            Shop.event("m" + i, "u" + i, "Signed Up"));
      }
      shop.wait(Duration.ofMinutes(61));
      assertThat(shop.factsOf("message.decided").stream().filter(fact -> fact.contains("nudge")))
          .hasSize(60);
      shop.factsKept.set(Long.MAX_VALUE);
    }
  }
}
