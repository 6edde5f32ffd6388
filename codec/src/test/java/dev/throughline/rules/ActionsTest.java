package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Effect;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.engine.Input;
import dev.throughline.simulation.Arrival;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What steps do to the world: audiences, webhooks and other journeys.
class ActionsTest {
  private static String steps(String steps) {
    return """
    kind: journey
    key: walk
    purpose: marketing
    entry: { on: { event: Go }, again: always }
    steps:
    """
        + steps.indent(2);
  }

  @Test
  void aWebhookIsAnEffectWithItsTemplatesFilled() {
    Story story =
        Story.given(
                steps(
                    """
                    tell:
                      webhook:
                        url: "https://hooks.example/{{ profile.id }}"
                        headers: { X-Cart: "{{ entry.properties.cart }}" }
                        body: { id: "{{ profile.id }}", cart: "{{ entry.properties.cart }}" }
                    """))
            .when("2026-03-01T09:00:00Z ann Go {\"cart\": \"c1\"}");
    Engine engine = new Engine(story.catalog());
    Customer ann = new Customer(new CustomerId("ann"));
    List<Effect> effects = new ArrayList<>();
    for (Arrival arrival : story.arrivals()) {
      if (arrival instanceof Arrival.OfEvent(var event)) {
        effects.addAll(engine.apply(ann, new Input.Happened(event), event.at()).effects());
      }
    }
    assertThat(effects).hasSize(1);
    assertThat(effects.getFirst())
        .isInstanceOfSatisfying(
            Effect.Webhook.class,
            webhook -> {
              assertThat(webhook.url()).isEqualTo("https://hooks.example/ann");
              assertThat(webhook.method()).isEqualTo("POST");
              assertThat(webhook.headers()).containsEntry("X-Cart", "c1");
              assertThat(webhook.body()).contains("\"cart\":").contains("c1").contains("ann");
            });
  }

  private static final String ADS =
      """
      kind: audience
      key: cart-abandoners
      destination: ads
      ---
      kind: segment
      key: targeted
      when: "member_of('cart-abandoners')"
      ---
      """;

  @Test
  void anAudienceIsAddedToAndRemovedFromOnce() {
    Story.given(
            ADS
                + steps(
                    """
                    more: { audience: { key: cart-abandoners, action: add } }
                    rest: { wait: { for: P1D } }
                    less: { audience: { key: cart-abandoners, action: remove } }
                    """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-03T09:00:00Z ann Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann audience.added cart-abandoners
            2026-03-01T09:00:00Z ann segment.entered targeted
            2026-03-02T09:00:00Z ann audience.removed cart-abandoners
            2026-03-02T09:00:00Z ann segment.left targeted
            2026-03-03T09:00:00Z ann audience.added cart-abandoners
            2026-03-03T09:00:00Z ann segment.entered targeted
            2026-03-04T09:00:00Z ann audience.removed cart-abandoners
            2026-03-04T09:00:00Z ann segment.left targeted
            """,
            "audience.*",
            "segment.*");
  }

  @Test
  void anAudienceTwiceAddedIsToldOnce() {
    Story.given(
            ADS
                + steps(
                    """
                    more: { audience: { key: cart-abandoners, action: add } }
                    again: { audience: { key: cart-abandoners, action: add } }
                    """))
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann audience.added cart-abandoners
            """,
            "audience.*");
  }

  @Test
  void aJourneyStartsAndStopsAnotherForThisPersonOnly() {
    Story.given(
            """
            kind: journey
            key: post-purchase
            purpose: marketing
            entry: { on: { api: true }, when: "profile.ok == true" }
            steps:
              rest: { wait: { for: P30D } }
            ---
            """
                + steps(
                    """
                    begin: { journey: { start: post-purchase } }
                    rest: { wait: { for: P1D } }
                    finish: { journey: { stop: post-purchase } }
                    """))
        .when(
            """
            2026-03-01T09:00:00Z ann identify {"ok": true}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            2026-03-01T09:00:00Z cem identify {"ok": true}
            2026-03-01T09:00:00Z cem start post-purchase
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered walk
            2026-03-01T09:00:00Z ann journey.entered post-purchase
            2026-03-01T09:00:00Z bob journey.entered walk
            2026-03-01T09:00:00Z bob journey.rejected post-purchase not_qualified
            2026-03-01T09:00:00Z cem journey.entered post-purchase
            2026-03-02T09:00:00Z ann journey.exited post-purchase stopped
            2026-03-02T09:00:00Z ann journey.exited walk completed
            2026-03-02T09:00:00Z bob journey.exited walk completed
            2026-03-31T09:00:00Z cem journey.exited post-purchase completed
            """,
            "journey.entered",
            "journey.rejected",
            "journey.exited");
  }

  @Test
  void journeysThatChaseEachOtherByATraitComeToAnEndInTheSameInstant() {
    comesToAnEnd(
        chasing("there", "back") + "---\n" + chasing("back", "there"),
        """
        2026-03-01T09:00:00Z ann identify {"place": "there"}
        2026-03-02T09:00:00Z ann identify {"name": "Ann"}
        """);
  }

  @Test
  void journeysThatStartEachOtherInACircleComeToAnEndInTheSameInstant() {
    String other =
        """
        ---
        kind: journey
        key: other
        purpose: marketing
        entry: { on: { api: true }, again: always }
        steps:
          back: { journey: { start: walk } }
        """;
    comesToAnEnd(
        steps("on: { journey: { start: other } }") + other,
        """
        2026-03-01T09:00:00Z ann Go
        2026-03-02T09:00:00Z ann identify {"name": "Ann"}
        """);
  }

  private static void comesToAnEnd(String documents, String events) {
    List<What.JourneyExited> exits = new ArrayList<>();
    for (Fact fact : Story.given(documents).when(events).play()) {
      assertThat(fact.at()).isEqualTo("2026-03-01T09:00:00Z");
      if (fact.what() instanceof What.JourneyExited exited) {
        exits.add(exited);
      }
    }
    assertThat(exits)
        .hasSize(21)
        .filteredOn(exited -> !exited.reason().equals("completed"))
        .singleElement()
        .satisfies(exited -> {
          assertThat(exited.reason()).isEqualTo("error");
          assertThat(exited.detail()).isEqualTo("It was entered more than 10 times at one moment");
        });
  }

  /// Several events of one moment are several turns.
  @Test
  void aJourneyMayBeEnteredAtOneMomentAsOftenAsEventsSay() {
    String told =
        Story.given(steps("note: { update: { set: { went: true } } }"))
            .when("2026-03-01T09:00:00Z ann Go\n".repeat(30))
            .facts("journey.exited");
    assertThat(told.lines()).hasSize(30).allMatch(line -> line.endsWith(" completed"));
  }

  private static String chasing(String from, String to) {
    return """
    kind: journey
    key: from-%s
    purpose: marketing
    entry: { on: { attribute: place, to: %s }, again: always }
    steps:
      move: { update: { set: { place: %s } } }
    """
        .formatted(from, from, to);
  }
}
