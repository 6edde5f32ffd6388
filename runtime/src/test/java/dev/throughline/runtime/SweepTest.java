package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SweepTest {
  private static final Set<String> ALL = Set.of("email", "sms");

  @TempDir Path data;

  @Test
  void anIdCountsAgainAfterSevenDaysAndContentIsForgottenAfterThirty() {
    try (Shop shop = kept().published()) {
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      shop.take(new Command.Refused("sdk", "no_identity", "It says of nobody", "{}"));
      String letter = message(shop.factsOf("message.delivered").getFirst());
      assertThat(shop.letter(letter).parts()).isNotEmpty();
      shop.wait(Duration.ofDays(31));
      shop.take(Shop.event("m3", "ann", "Viewed"));
      sweep(shop);
      assertThat(shop.letter(letter).parts()).isEmpty();
      assertThat(shop.letter(letter).journey()).isEqualTo("welcome");
      List<Dead> dead = shop.runtime.ask(view -> view.dead(Long.MAX_VALUE, 10)).join();
      assertThat(dead).isEmpty();
      shop.take(Shop.event("m3", "ann", "Viewed"));
      shop.take(Shop.event("m2", "ann", "Viewed"));
      assertThat(shop.runtime.counters().join()).containsEntry("duplicates", 1L);
    }
  }

  private Shop kept() {
    return Shop.open(data, ALL, _ -> new Carrier.Carried(Settlement.SENT, "", null));
  }

  /// Until checkpoints have passed over everything: each is begun by a person who changed.
  private static void sweep(Shop shop) {
    for (int i = 0; i < 40; i++) {
      shop.take(Shop.event("s" + i, "u" + i, "Viewed"));
    }
    while (shop.runtime.ask(view -> view.dead(Long.MAX_VALUE, 10)).join().size() > 0) {
      shop.take(Shop.event("t" + System.nanoTime(), "ann", "Viewed"));
    }
  }

  private static String message(String fact) {
    String name = "\"message\":\"";
    int from = fact.indexOf(name) + name.length();
    return fact.substring(from, fact.indexOf('"', from));
  }
}
