package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.later;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.story.Story;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// I2: what becomes of each part of two people who turn out to be one.
class I2Test {
  private static final String MEET = "2026-03-05T10:00:00Z ~a1+ann identify {}\n";

  private static Customer ann(String documents, String events) {
    var people = Story.given(documents).when(events).end(new ArrayList<>()).people();
    assertThat(people).hasSize(1);
    return people.getFirst();
  }

  private static Value trait(Customer customer, String name) {
    Trait trait = customer.traits.get(name);
    return trait == null ? Value.Nothing.NOTHING : trait.value();
  }

  private static Value trait(String rule, String visitors, String anns) {
    String identity =
        """
        kind: identity
        key: ids
        name: Ids
        namespaces: [email]
        survivorship: { x: %s }
        """
            .formatted(rule);
    String visitor = "2026-03-02T10:00:00Z ~a1 identify {\"x\": %s}\n".formatted(visitors);
    String known = "2026-03-03T10:00:00Z ann identify {\"x\": %s}\n".formatted(anns);
    Value joined = trait(ann(identity, visitor + known + MEET), "x");
    // Whichever of the two lives under the user id, the same survives.
    String mirror = visitor.replace("~a1", "ann") + known.replace(" ann ", " ~a1 ");
    Value mirrored = trait(ann(identity, mirror + MEET), "x");
    assertThat(mirrored).isEqualTo(joined);
    return joined;
  }

  @Test
  void i2TraitsSurviveByTheirRuleAndTheNewestWithoutOne() {
    assertThat(trait("newest", "1", "2")).isEqualTo(Value.of(2));
    assertThat(trait("oldest", "1", "2")).isEqualTo(Value.of(1));
    assertThat(trait("non_empty", "\"old\"", "\"\"")).isEqualTo(Value.of("old"));
    assertThat(trait("non_empty", "\"old\"", "null")).isEqualTo(Value.of("old"));
    assertThat(trait("non_empty", "\"old\"", "\"new\"")).isEqualTo(Value.of("new"));
    assertThat(trait("sum", "1", "2")).isEqualTo(Value.of(3));
    assertThat(trait("sum", "0.1", "0.2")).isEqualTo(Value.of(new BigDecimal("0.3")));
    assertThat(trait("sum", "9223372036854775807", "1"))
        .isEqualTo(Value.of(new BigDecimal("9223372036854775808")));
    assertThat(trait("max", "10", "9.5")).isEqualTo(Value.of(10));
    assertThat(trait("max", "\"2026-01-01\"", "\"2025-12-31\"")).isEqualTo(Value.of("2026-01-01"));
    assertThat(trait("min", "10", "9.5")).isEqualTo(Value.of(new BigDecimal("9.5")));
    assertThat(trait("max", "-5", "null")).isEqualTo(Value.of(-5));
    assertThat(trait("min", "5", "null")).isEqualTo(Value.of(5));
    Customer ann =
        ann(
            "",
            """
            2026-03-02T10:00:00Z ann identify {"plan": "old", "city": "Bonn"}
            2026-03-03T10:00:00Z ~a1 identify {"plan": "new"}
            """
                + MEET);
    assertThat(trait(ann, "plan")).isEqualTo(Value.of("new"));
    assertThat(trait(ann, "city")).isEqualTo(Value.of("Bonn"));
  }

  @Test
  void i2CountersAreAddedAndSegmentsAskedAnew() {
    Story.given(
            """
            kind: segment
            key: keen
            name: Keen
            when: "count('Viewed', 'P30D') >= 3 && sum('Viewed', 'price', 'P30D') == 6.5"
            ---
            kind: segment
            key: new-here
            name: New here
            when: "!did('Viewed', 'ever') || count('Viewed', 'ever') < 2"
            """)
        .when(
            """
            2026-03-02T10:00:00Z ~a1 Viewed {"price": 1.5}
            2026-03-02T11:00:00Z ~a1 Viewed {"price": 2}
            2026-03-03T10:00:00Z ann Viewed {"price": 3}
            2026-03-05T10:00:00Z ~a1+ann identify {}
            """)
        .then(
            """
            2026-03-02T10:00:00Z a1 segment.entered new-here
            2026-03-02T11:00:00Z a1 segment.left new-here
            2026-03-03T10:00:00Z ann segment.entered new-here
            2026-03-05T10:00:00Z ann customer.merged a1
            2026-03-05T10:00:00Z ann segment.entered keen
            2026-03-05T10:00:00Z ann segment.left new-here
            2026-04-01T10:00:00Z ann segment.left keen
            """);
  }

  @Test
  void i2OfTwoRunsOfOneJourneyTheEarlierEntryGoesOnWithItsTimers() {
    String walk = later("walk", "Walk", "P7D", "in_app");
    for (boolean visitorFirst : new boolean[] {true, false}) {
      Story.given(walk)
          .when(
              """
              2026-03-02T10:00:00Z %s Walk
              2026-03-03T10:00:00Z %s Walk
              """
                      .formatted(visitorFirst ? "~a1" : "ann", visitorFirst ? "ann" : "~a1")
                  + MEET)
          .then(
              """
              2026-03-05T10:00:00Z ann journey.exited walk stopped
              2026-03-09T10:00:00Z ann message.decided walk/tell in_app sent
              2026-03-09T10:00:00Z ann journey.exited walk completed
              """,
              "journey.exited",
              "message.decided");
    }
  }

  @Test
  void i2RunsOfDifferentInstancesAllGoOn() {
    Story.given(
            """
            kind: journey
            key: walk
            name: Walk
            entry: { on: { event: Walk }, instance: "event.properties.cart" }
            steps:
              wait: { wait: { for: P7D } }
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when(
            """
            2026-03-02T10:00:00Z ~a1 Walk {"cart": "c1"}
            2026-03-03T10:00:00Z ann Walk {"cart": "c2"}
            2026-03-04T10:00:00Z ann Walk {"cart": "c1"}
            """
                + MEET)
        .then(
            """
            2026-03-05T10:00:00Z ann journey.exited walk stopped
            2026-03-09T10:00:00Z ann message.decided walk/tell in_app sent
            2026-03-09T10:00:00Z ann journey.exited walk completed
            2026-03-10T10:00:00Z ann message.decided walk/tell in_app sent
            2026-03-10T10:00:00Z ann journey.exited walk completed
            """,
            "journey.exited",
            "message.decided");
  }

  @Test
  void i2PastEntriesCountForReEntry() {
    Story.given(
            """
            kind: journey
            key: once
            name: Once
            entry: { on: { event: Go } }
            steps:
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when("2026-03-02T10:00:00Z ~a1 Go\n" + MEET + "2026-03-06T10:00:00Z ann Go")
        .then(
            """
            2026-03-02T10:00:00Z a1 journey.entered once
            2026-03-06T10:00:00Z ann journey.rejected once reentry
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void i2PlacesUnderCapsAreUnited() {
    Story.given(
            policy("caps: [ { purpose: marketing, max: 2, per: P7D } ]")
                + journey("promo", "Promo", "in_app"))
        .when(
            """
            2026-03-02T10:00:00Z ~a1 Promo
            2026-03-03T10:00:00Z ann Promo
            """
                + MEET
                + """
                2026-03-06T10:00:00Z ann Promo
                2026-03-09T10:00:00Z ann Promo
                2026-03-09T10:00:01Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z a1 message.decided promo/tell in_app sent
            2026-03-03T10:00:00Z ann message.decided promo/tell in_app sent
            2026-03-06T10:00:00Z ann message.decided promo/tell in_app dropped frequency_cap
            2026-03-09T10:00:00Z ann message.decided promo/tell in_app sent
            2026-03-09T10:00:01Z ann message.decided promo/tell in_app dropped frequency_cap
            """,
            "message.decided");
  }

  /// What Ann may be sent after the two have said these things.
  private static String consented(String visitors, String anns, String afterwards) {
    return Story.given(journey("promo", "Promo", "in_app"))
        .when(
            """
            2026-03-02T10:00:00Z ~a1 %s
            2026-03-03T10:00:00Z ann %s
            """
                    .formatted(visitors, anns)
                + MEET
                + afterwards
                + "2026-03-07T10:00:00Z ann Promo")
        .facts("message.decided")
        .replace("2026-03-07T10:00:00Z ann message.decided promo/tell in_app ", "")
        .strip();
  }

  @Test
  void i2TheStricterConsentHoldsHoweverWideEitherOfThemSpoke() {
    String no = "dropped no_consent";
    assertThat(consented("Unsubscribed {}", "Looked {}", "")).isEqualTo(no);
    assertThat(consented("Unsubscribed {}", "Subscribed {}", "")).isEqualTo(no);
    assertThat(consented("Subscribed {}", "Unsubscribed {}", "")).isEqualTo(no);
    String narrow = "Subscribed {\"purpose\": \"marketing\", \"channel\": \"in_app\"}";
    assertThat(consented("Unsubscribed {}", narrow, "")).isEqualTo(no);
    assertThat(
            consented(
                "Unsubscribed {\"purpose\": \"marketing\"}",
                "Subscribed {\"channel\": \"in_app\"}",
                ""))
        .isEqualTo(no);
    assertThat(consented("Unsubscribed {\"channel\": \"sms\"}", "Subscribed {}", ""))
        .isEqualTo("sent");
    assertThat(consented("Subscribed {}", "Subscribed {}", "")).isEqualTo("sent");
    assertThat(consented("Unsubscribed {}", narrow, "2026-03-06T10:00:00Z ann Subscribed {}\n"))
        .as("what is said after the two have met holds")
        .isEqualTo("sent");
  }

  @Test
  void i2AnAddressThatBouncedForOneIsBadForBoth() {
    Story.given(journey("promo", "Promo", "email"))
        .when(
            """
            2026-03-02T10:00:00Z ~a1 identify {"email": "ann@shop.example"}
            2026-03-02T11:00:00Z ~a1 Promo
            2026-03-02T12:00:00Z ~a1 Email Bounced {"campaign_id": "promo", "step": "tell"}
            2026-03-03T10:00:00Z ann identify {"email": "ann@shop.example"}
            """
                + MEET
                + "2026-03-06T10:00:00Z ann Promo")
        .then(
            """
            2026-03-02T11:00:00Z a1 message.decided promo/tell email sent
            2026-03-06T10:00:00Z ann message.decided promo/tell email dropped suppressed
            """,
            "message.decided");
  }

  @Test
  void i2FeedbackFindsAMessageThatWasSentToTheVisitor() {
    Story.given(
            """
            kind: journey
            key: walk
            name: Walk
            entry: { on: { event: Walk } }
            steps:
              tell: { send: { template: hello, channel: in_app } }
              seen: { wait: { until: { event: In-App Message Clicked, message: tell }, at_most: P9D, on_timeout: end } }
              thanks: { send: { template: hello, channel: in_app } }
            """)
        .when(
            "2026-03-02T10:00:00Z ~a1 Walk\n"
                + MEET
                + "2026-03-06T10:00:00Z ann In-App Message Clicked {\"campaign_id\": \"walk\", \"step\": \"tell\"}")
        .then(
            """
            2026-03-02T10:00:00Z a1 message.decided walk/tell in_app sent
            2026-03-06T10:00:00Z ann message.clicked walk/tell in_app
            2026-03-06T10:00:00Z ann message.decided walk/thanks in_app sent
            """,
            "message.decided",
            "message.clicked");
  }
}
