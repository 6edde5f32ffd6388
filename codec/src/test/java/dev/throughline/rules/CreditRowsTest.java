package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.refund;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Row P9: what a credit says of its touch, beside the journey.
class CreditRowsTest {
  private static final String SPLITS =
      """
      ---
      kind: segment
      key: vip
      when: "profile.vip == true"
      ---
      kind: segment
      key: asked
      when: "did('Go', 'P1D')"
      ---
      kind: audience
      key: everyone
      destination: ads
      when: "true"
      ---
      kind: journey
      key: cart
      entry: { on: { event: Go } }
      steps:
        test: { split: { a: { weight: 50, next: colour }, b: { weight: 50, next: colour } } }
        colour: { split: { red: { weight: 50, next: tell }, blue: { weight: 50, next: tell } } }
        tell: { send: { template: hello, channel: email } }
        later: { split: { x: { weight: 50, next: again }, y: { weight: 50, next: again } } }
        again: { send: { template: hello, channel: email } }
      """;

  private static final String GO =
      ANN
          + """
          2026-03-01T08:00:00Z ann identify {"vip": true}
          2026-03-01T09:00:00Z ann Go
          """;

  private static List<What.Credit> credits(Story story, String model) {
    List<What.Credit> credits = new ArrayList<>();
    for (Fact fact : story.play()) {
      if (fact.what() instanceof What.Credit credit && credit.model().equals(model)) {
        credits.add(credit);
      }
    }
    return credits;
  }

  /// The arms that the facts say were taken at these splits.
  private static String taken(Story story, String... splits) {
    List<String> taken = new ArrayList<>();
    for (String split : splits) {
      for (Fact fact : story.play()) {
        if (fact.what() instanceof What.JourneyStep(_, String step, String arm)
            && step.equals(split)) {
          taken.add(split + "=" + arm);
        }
      }
    }
    return String.join(",", taken);
  }

  @Test
  void p9CreditSaysJourneyVersionStepChannelVariantAndSegments() {
    Story story =
        Story.given(ORDER + SPLITS).when(GO + order("2026-03-01T10:00:00Z", "ann", "o1", "10"));
    Touch first = credits(story, "first").getFirst().touch();
    assertThat(first.journey()).isEqualTo("cart");
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.step()).isEqualTo("tell");
    assertThat(first.channel()).isEqualTo("email");
    assertThat(first.exposure())
        .isEqualTo(new Exposure(taken(story, "test", "colour"), List.of("asked", "vip")));
    Touch last = credits(story, "last").getFirst().touch();
    assertThat(last.step()).isEqualTo("again");
    assertThat(last.exposure().arm())
        .as("only splits before the send count")
        .isEqualTo(taken(story, "test", "colour", "later"));
  }

  @Test
  void p9SegmentsAreThoseOfTheSendWhateverHappensLater() {
    String opened =
        """
        2026-03-05T10:00:00Z ann identify {"vip": false}
        2026-03-05T11:00:00Z ann Email Opened {"campaign_id": "cart", "step": "tell"}
        """;
    Story story =
        Story.given(ORDER + "touches: opened\n" + SPLITS)
            .when(
                GO
                    + opened
                    + order("2026-03-06T10:00:00Z", "ann", "o1", "10")
                    + refund("2026-03-07T10:00:00Z", "ann", "o1", "4"));
    assertThat(credits(story, "linear"))
        .hasSize(2)
        .allSatisfy(credit -> {
          assertThat(credit.touch().status()).isEqualTo(Touch.Status.OPENED);
          assertThat(credit.touch().exposure().segments()).containsExactly("asked", "vip");
          assertThat(credit.touch().exposure().arm()).isEqualTo(taken(story, "test", "colour"));
        });
  }

  @Test
  void p9AVisitHasSegmentsButNoVariant() {
    Story story =
        Story.given(ORDER + SPLITS)
            .when(
                ANN
                    + "2026-03-01T08:00:00Z ann identify {\"vip\": true}\n"
                    + visit("2026-03-01T09:00:00Z", "ann", "ads")
                    + order("2026-03-01T10:00:00Z", "ann", "o1", "10"));
    assertThat(credits(story, "first").getFirst().touch().exposure())
        .isEqualTo(new Exposure(null, List.of("vip")));
  }

  @Test
  void p9WhoTookAnArmKeepsItInTheCreditWhenAMergeChangesTheArm_H4() {
    String before =
        ANN
            + """
            2026-03-01T09:00:00Z ~a1 Go
            2026-03-02T09:00:00Z ann Go
            """;
    String merge = "2026-03-03T09:00:00Z ~a1+ann identify {}\n";
    Story story =
        Story.given(ORDER + SPLITS)
            .when(before + merge + order("2026-03-04T10:00:00Z", "ann", "o1", "10"));
    String arm = "";
    for (Fact fact : story.play()) {
      if (fact.customer().value().equals("ann")
          && fact.what() instanceof What.JourneyStep(_, String step, String taken)
          && step.equals("test")) {
        arm = "test=" + taken;
      }
    }
    assertThat(credits(story, "first").getFirst().touch().exposure().arm()).startsWith(arm);
  }

  @Test
  void c2TwoMessagesOfOneStepAtOneMomentAreTwoTouches() {
    String documents =
        ORDER
            + """
            ---
            kind: journey
            key: cart
            entry: { on: { event: Go }, instance: "event.properties.cart" }
            steps:
              rest: { wait: { at: "12:00" } }
              tell: { send: { template: hello, channel: email } }
            """;
    Story story =
        Story.given(documents)
            .when(
                ANN
                    + """
                    2026-03-01T09:00:00Z ann Go {"cart": "c1"}
                    2026-03-01T09:00:00Z ann Go {"cart": "c2"}
                    """
                    + order("2026-03-02T10:00:00Z", "ann", "o1", "10"));
    assertThat(story.facts("message.delivered").lines()).hasSize(2);
    assertThat(credits(story, "linear")).hasSize(2);
  }
}
