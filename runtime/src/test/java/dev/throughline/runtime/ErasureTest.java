package dev.throughline.runtime;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Source;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Letter.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ErasureTest {
  private static final Identifier ADDRESS = new Identifier("email", "zoe@shop.example");
  private static final String IDENTITY =
      """
      kind: workspace
      key: shop
      name: Shop
      ---
      kind: identity
      key: people
      name: People
      namespaces: [email]
      """;

  @TempDir Path data;

  @Test
  void whatWasSentToSomebodyErasedIsForgottenAndThatItWasSentIsNot() {
    String id;
    try (Shop shop = Shop.open(data).published()) {
      // given
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      id = shop.carried.keySet().iterator().next();
      assertThat(shop.letter(id).address()).isEqualTo("ann@shop.example");
      // when
      shop.take(new Command.Erase("ann"));
      // then
      assertForgotten(shop.letter(id), State.SENT, "");
    }
    try (Shop shop = Shop.open(data)) {
      assertForgotten(shop.letter(id), State.SENT, "");
    }
    try (Store store = RocksStore.open(data.resolve("store"))) {
      store.walk(
          Family.LETTERS,
          new byte[] {0},
          new byte[] {-1},
          (_, letter) -> {
            assertThat(new String(letter, StandardCharsets.UTF_8)).doesNotContain("ann@", "Hello");
            return true;
          });
    }
  }

  @Test
  void whatWasSentToTheVisitorThatSomebodyWasIsForgottenToo() {
    try (Shop shop = Shop.open(data).published()) {
      // given
      shop.take(Shop.introduce("m1", "a1", "ann@shop.example"));
      shop.take(Shop.visit("m2", "", "a1", "Signed Up"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      shop.take(Shop.event("m3", "ann", "Viewed"), Shop.visit("m4", "ann", "a1"));
      assertThat(shop.factsOf("customer.merged")).hasSize(1);
      assertThat(shop.runtime.ask(View::people).join()).isEqualTo(1);
      // when
      shop.take(new Command.Erase("ann"));
      // then
      String id = shop.carried.keySet().iterator().next();
      assertForgotten(shop.letter(id), State.SENT, "");
    }
  }

  @Test
  void whatIsOnTheWireWhenItsReceiverIsErasedIsNotTriedAgain() {
    CountDownLatch erased = new CountDownLatch(1);
    Function<Letter, Carrier.Carried> slow =
        letter -> {
          await(erased);
          return new Carrier.Carried(Settlement.RETRY, letter.address() + " is busy", null);
        };
    try (Shop shop = Shop.open(data, Set.of(), slow).published()) {
      // given
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.carried.size() == 1);
      String id = shop.carried.keySet().iterator().next();
      // when
      shop.take(new Command.Erase("ann"));
      assertForgotten(shop.letter(id), State.IN_FLIGHT, "");
      erased.countDown();
      shop.wait(Duration.ofHours(1));
      // then
      until(() -> {
        shop.wait(Duration.ofMinutes(1));
        return shop.letter(id).state().isOver();
      });
      assertForgotten(shop.letter(id), State.WITHDRAWN, "erased");
      assertThat(shop.carried).containsEntry(id, 1);
    }
  }

  @Test
  void nothingLeadsToSomebodyErasedAndTheyAreNotCounted_G18() {
    try (Shop shop = Shop.open(data)) {
      shop.take(new Command.Publish(List.of(new Source("identity.yaml", IDENTITY))));
      shop.take(Shop.introduce("m1", "browser-of-zoe", "zoe@shop.example"));
      shop.take(Shop.visit("m2", "zoe-7", "browser-of-zoe"));
      shop.take(Shop.event("m3", "bob", "Viewed"));
      assertThat(shop.runtime.ask(View::people).join()).isEqualTo(2);
      assertThat(shop.runtime.ask(view -> view.customer(ADDRESS)).join()).isPresent();
      shop.take(new Command.Erase("zoe-7"));
      assertNobody(shop);
    }
    try (Shop shop = Shop.open(data)) {
      assertNobody(shop);
      assertThat(shop.runtime.ask(view -> view.people(0, 10)).join().customers()).hasSize(1);
    }
    try (Store store = RocksStore.open(data.resolve("store"))) {
      for (Family family : Family.values()) {
        if (family.isClustered()) {
          continue;
        }
        store.walk(
            family,
            new byte[] {0},
            new byte[] {-1},
            (key, value) -> {
              assertThat(text(key) + text(value)).doesNotContain("zoe");
              return true;
            });
      }
    }
  }

  private static void assertNobody(Shop shop) {
    assertThat(shop.runtime.ask(view -> view.customer("zoe-7")).join()).isEmpty();
    assertThat(shop.runtime.ask(view -> view.customer("browser-of-zoe")).join()).isEmpty();
    assertThat(shop.runtime.ask(view -> view.customer(ADDRESS)).join()).isEmpty();
    assertThat(shop.runtime.ask(View::people).join()).isEqualTo(1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void whoComesBackIsSomebodyNewWhomNothingIsSentUnasked_C33() {
    try (Shop shop = Shop.open(data).published()) {
      // given
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      shop.wait(Duration.ofHours(2));
      shop.take(new Command.Erase("ann"));
      int before = shop.facts.size();
      // when
      shop.take(Shop.identify("m3", "ann", "ann@shop.example"));
      shop.take(Shop.subscribed("m4", "ann", Shop.START));
      shop.take(Shop.event("m5", "ann", "Signed Up"));
      // then
      List<String> anew = shop.facts.subList(before, shop.facts.size());
      assertThat(anew).anyMatch(fact -> fact.contains("journey.entered"));
      assertThat(anew).anyMatch(fact -> fact.contains("no_consent"));
      assertThat(ids(shop.facts)).doesNotHaveDuplicates();
      assertThat(maybeMailed(shop)).isFalse();
      // when
      shop.take(Shop.subscribed("m6", "ann", Shop.START.plus(Duration.ofHours(2)).plusMillis(1)));
      // then
      assertThat(maybeMailed(shop)).isTrue();
    }
  }

  private static List<String> ids(List<String> facts) {
    return facts.stream().map(fact -> fact.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1")).toList();
  }

  private static boolean maybeMailed(Shop shop) {
    return shop.runtime
        .ask(view -> view.customer("ann").orElseThrow().consents.on("marketing", "email"))
        .join()
        .orElseThrow()
        .granted();
  }

  @Test
  void aDirectoryOfAnEarlierVersionIsBroughtUpToDate() {
    // given
    Function<Letter, Carrier.Carried> busy =
        letter ->
            letter.address().startsWith("ann")
                ? new Carrier.Carried(Settlement.RETRY, "busy", Duration.ofMinutes(30))
                : new Carrier.Carried(Settlement.SENT, "ok", null);
    String sent;
    try (Shop shop = Shop.open(data, Set.of(), busy).published()) {
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.carried.size() == 1);
      shop.take(Shop.introduce("m3", "b1", "bob@shop.example"));
      shop.take(Shop.visit("m4", "", "b1", "Signed Up"));
      shop.take(Shop.event("m5", "bob", "Viewed"), Shop.visit("m6", "bob", "b1"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      sent = sentId(shop);
    }
    downgrade();
    // when
    try (Shop shop = Shop.open(data)) {
      shop.take(new Command.Erase("bob"));
      // then
      assertForgotten(shop.letter(sent), State.SENT, "");
      assertThat(shop.runtime.ask(View::people).join()).isEqualTo(1);
      shop.wait(Duration.ofMinutes(31));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      assertThat(shop.carried.keySet()).hasSize(1).doesNotContain(sent);
    }
  }

  /// Takes away what an earlier version did not write.
  private void downgrade() {
    try (Store store = RocksStore.open(data.resolve("store"));
        Store.Batch batch = store.batch()) {
      for (Family family : Set.of(Family.OPEN, Family.LETTERS_OF)) {
        store.walk(
            family,
            new byte[] {0},
            new byte[] {-1},
            (key, _) -> {
              batch.delete(family, key);
              return true;
            });
      }
      batch.delete(Family.META, Upgrade.DONE);
      batch.delete(Family.META, StateMachine.MERGED);
      batch.write();
    }
  }

  private static String sentId(Shop shop) {
    return shop.carried.keySet().stream()
        .filter(id -> shop.letter(id).state() == State.SENT)
        .findFirst()
        .orElseThrow();
  }

  private static void assertForgotten(Letter letter, State state, String detail) {
    assertThat(letter.isForgotten()).isTrue();
    assertThat(letter.parts()).isEmpty();
    assertThat(letter.address()).isEmpty();
    assertThat(letter.detail()).isEqualTo(detail);
    assertThat(letter.state()).isEqualTo(state);
    assertThat(letter.journey()).isEqualTo("welcome");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
