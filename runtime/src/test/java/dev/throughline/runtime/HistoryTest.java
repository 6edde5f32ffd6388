package dev.throughline.runtime;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What imported history may and may not do, and that it counts once for ever.
@Timeout(600)
class HistoryTest {
  private static final Instant LONG_AGO = Shop.START.minus(Duration.ofDays(3));

  @TempDir Path data;

  @Test
  void historyFillsSegmentsAndCountersAndStartsNoJourney() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(
          history("h1", "ann", "Signed Up", "a"), history("h2", "ann", "Order Completed", ""));
      assertThat(shop.factsOf("segment.entered")).hasSize(1);
      assertThat(shop.factsOf("journey.entered")).isEmpty();
    }
  }

  @Test
  void historyCountsOnceHoweverLateItComesAgain() {
    try (Shop shop = Shop.open(data).published()) {
      assertThat(counted(shop, history("h1", "ann", "Order Completed", "a"))).isEqualTo("1 0");
      assertThat(counted(shop, history("h1", "ann", "Order Completed", "b"))).isEqualTo("0 1");
      shop.wait(Duration.ofDays(60));
      assertThat(counted(shop, history("h1", "ann", "Order Completed", "b"))).isEqualTo("0 1");
      assertThat(counted(shop, Shop.event("m1", "ann", "Viewed"))).isEqualTo("1 0");
      shop.wait(Duration.ofDays(8));
      assertThat(counted(shop, Shop.event("m1", "ann", "Viewed"))).isEqualTo("1 0");
    }
    try (Shop shop = Shop.open(data)) {
      assertThat(counted(shop, history("h1", "ann", "Order Completed", "c"))).isEqualTo("0 1");
    }
  }

  @Test
  void whatTheSameImportBringsAgainIsNoDuplicateAndCountsOnce() {
    try (Shop shop = Shop.open(data).published()) {
      Command first = history("h1", "ann", "Signed Up", "run");
      assertThat(counted(shop, first, history("h2", "ann", "Signed Up", "run"))).isEqualTo("2 0");
      assertThat(counted(shop, first)).isEqualTo("1 0");
      assertThat(counted(shop, history("h1", "ann", "Signed Up", ""))).isEqualTo("0 1");
      assertThat(shop.runtime.counters().join()).containsEntry("events", 2L);
    }
  }

  @Test
  void whatHappenedLiveIsNotCountedAgainByAnImportWithinTheWeek() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.event("m1", "ann", "Order Completed"));
      assertThat(counted(shop, history("m1", "ann", "Order Completed", "a"))).isEqualTo("0 1");
    }
  }

  @Test
  void everyoneIsFoundPageByPageAlsoThoseWhoAreNotWrittenYet() {
    try (Shop shop = Shop.open(data).published()) {
      for (int i = 0; i < 130; i++) {
        shop.take(Shop.visit("v" + i, "", "a" + i));
      }
      shop.take(Shop.visit("w", "ann", "a3"), Shop.visit("x", "ann", "a4"));
      Set<String> found = new HashSet<>();
      List<Long> ends = new ArrayList<>(List.of(0L));
      while (ends.getLast() < shop.runtime.ask(View::lastPerson).join()) {
        var page = shop.runtime.ask(view -> view.people(ends.getLast(), 50)).join();
        page.customers().forEach(customer -> found.add(customer.id.value()));
        ends.add(page.last());
      }
      assertThat(found).contains("ann", "a0", "a129").doesNotContain("a3", "a4").hasSize(129);
      assertThat(ends).hasSize(4);
      assertThat(shop.runtime.ask(View::people).join()).isEqualTo(129);
    }
  }

  @Test
  void atRestNoLetterLeavesAndItIsSentWhenAServerHasTheDataAgain() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
    }
    Settings settings = Settings.of(data, Shop.START::toEpochMilli);
    try (EmbeddedRuntime atRest =
        EmbeddedRuntime.openAtRest(settings, EmbeddedRuntime.listener(_ -> {}))) {
      var taken =
          (Orchestrator.Submission.Taken)
              atRest.submit(List.of(Shop.event("m2", "ann", "Signed Up")));
      atRest.applied(taken.durable().join()).join();
      assertThat(atRest.ask(View::openLetters).join())
          .singleElement()
          .extracting(Letter::state)
          .isEqualTo(Letter.State.DECIDED);
    }
    try (Shop shop = Shop.open(data)) {
      until(() -> !shop.factsOf("message.delivered").isEmpty());
      assertThat(shop.carried.values()).containsOnly(1);
    }
  }

  @Test
  void whoOnlyListensHoldsNoCheckpointUpAfterARestart() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.event("m1", "ann", "Signed Up"));
      assertThat(shop.facts).isNotEmpty();
    }
    Settings settings = Settings.of(data, Shop.START::toEpochMilli);
    for (int i = 0; i < 2; i++) {
      try (EmbeddedRuntime atRest =
          EmbeddedRuntime.openAtRest(settings, EmbeddedRuntime.listener(_ -> {}))) {
        var taken = atRest.submit(List.of(Shop.event("v" + i, "ann", "Viewed")));
        assertThat(taken).isInstanceOf(Orchestrator.Submission.Taken.class);
      }
    }
  }

  private static String counted(Shop shop, Command... commands) {
    Counted counted = new Counted();
    switch (shop.runtime.submit(List.of(commands), counted)) {
      case Orchestrator.Submission.Taken(var durable) ->
          shop.runtime.applied(durable.join()).join();
      case Orchestrator.Submission refused -> throw new IllegalStateException("" + refused);
    }
    return counted.taken() + " " + counted.duplicates();
  }

  private static Command history(String id, String user, String name, String run) {
    Fields context = run.isEmpty() ? Fields.EMPTY : new Fields(Map.of(Counted.RUN, Value.of(run)));
    return new Command.Happened(
        new Event(
            id,
            Event.Type.TRACK,
            name,
            user,
            null,
            null,
            null,
            Fields.EMPTY,
            Fields.EMPTY,
            context,
            LONG_AGO,
            Shop.START,
            true));
  }
}
