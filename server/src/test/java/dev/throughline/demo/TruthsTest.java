package dev.throughline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.experiment.Lift;
import dev.throughline.message.Channels;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settings;
import dev.throughline.runtime.View;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A smaller world lives through the real runtime: whoever sees only the facts finds what was
/// planted. `docs/demo.md` has the figures of the whole world.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final long SEED = 7;
  private static final int PEOPLE = 3_000;
  private static final int DAYS = 60;

  private final Readout readout = new Readout();
  private Planted planted = new Planted();
  private Map<String, Long> counters = Map.of();
  private long people;

  @BeforeAll
  void live(@TempDir Path directory) {
    Demo demo = Demo.open(directory, new Demo.Wish(SEED, PEOPLE, DAYS), InstantSource.fixed(NOW));
    Orchestrator.Listener listener =
        EmbeddedRuntime.listener(told -> {
          demo.listener().tell(told);
          told.facts().forEach(readout::read);
        });
    Settings settings = Settings.of(directory, demo.clock());
    try (Orchestrator runtime = EmbeddedRuntime.open(settings, keepingAll(), listener)) {
      demo.start(runtime);
      demo.history().join();
      demo.close();
      counters = runtime.ask(View::counters).join();
      people = runtime.ask(View::people).join();
    }
    planted = demo.planted();
  }

  private static Carrier keepingAll() {
    return new Carrier() {
      @Override
      public Set<String> kept() {
        return Set.copyOf(Channels.ALL);
      }

      @Override
      public Carried carry(Letter letter) {
        throw new IllegalStateException("Nothing leaves a demo: " + letter);
      }
    };
  }

  @Test
  @DisplayName("truth 1: the cart recovery causes two more orders among a hundred people")
  void theCartRecoveryWorks() {
    Lift.Estimate lift = readout.lift("cart-recovery", Duration.ofDays(7), NOW);

    assertThat(lift.low()).isLessThan(0.02);
    assertThat(lift.high()).isGreaterThan(0.02);
    assertThat(causedPerReminder("cart-recovery")).isBetween(0.01, 0.035);
  }

  @Test
  @DisplayName("truth 2: the newsletter gets the last touch of a quarter and causes nothing")
  void theNewsletterOnlyLooksGood() {
    Lift.Estimate lift = readout.lift("newsletter", Duration.ofDays(7), NOW);

    assertThat(readout.shareOfLastTouch("newsletter")).isBetween(0.15, 0.4);
    assertThat(lift.low()).isNegative();
    assertThat(lift.high()).isPositive();
    assertThat(planted.of("caused newsletter")).isZero();
  }

  @Test
  @DisplayName("truth 5: beyond five messages a week people complain")
  void moreThanFiveMessagesAWeekAreTooMany() {
    double within = (double) readout.complaintsWithin / readout.mailsWithin;
    double beyond = (double) readout.complaintsBeyond / readout.mailsBeyond;

    assertThat(readout.mailsBeyond).isGreaterThan(100);
    assertThat(beyond).isGreaterThan(4 * within);
  }

  @Test
  @DisplayName("truth 8: who came as a stranger is recognised, and who is counted once is one")
  void peopleAreWhoTheyAre() {
    assertThat(readout.count("customer.merged")).isEqualTo(planted.of("app_stitches"));
    assertThat(planted.of("stitches")).isGreaterThan(planted.of("app_stitches"));
    assertThat(people)
        .isLessThanOrEqualTo(PEOPLE + planted.of("plus_addresses") + planted.of("app_stitches"));
  }

  @Test
  @DisplayName("truth 9: what is sent twice counts once")
  void whatIsSentTwiceCountsOnce() {
    assertThat(counters.getOrDefault("duplicates", 0L))
        .isBetween(planted.of("twice") - 2, planted.of("twice"));
  }

  @Test
  void everyJourneyIsAlive() {
    for (String journey :
        Set.of(
            "welcome",
            "cart-recovery",
            "browse",
            "review",
            "replenishment",
            "win-back",
            "newsletter")) {
      assertThat(readout.count("sent of " + journey)).as(journey).isPositive();
      assertThat(readout.count("ghost of " + journey)).as(journey).isPositive();
    }
  }

  @Test
  void theShopLooksLikeAShop() {
    double revenuePerOrder = readout.revenue().doubleValue() / readout.orders();

    assertThat(readout.orders()).isBetween(200, 2_000);
    assertThat(revenuePerOrder).isBetween(50.0, 120.0);
  }

  private double causedPerReminder(String journey) {
    return (double) planted.of("caused " + journey) / readout.count("entered " + journey);
  }
}
