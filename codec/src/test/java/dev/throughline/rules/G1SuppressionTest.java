package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// G1: suppression rules of the house, and what becomes of the messages that they stop (rows J5 and
/// J8).
class G1SuppressionTest {
  private static final String TICKETS =
      """
      kind: segment
      key: open-escalation
      name: Open escalation
      when: "profile.ticket == 'open'"
      ---
      """;

  private static String escalation(String more) {
    return TICKETS
        + policy(
            "suppress: [ { when: \"in_segment('open-escalation')\", purpose: marketing, reason: open_escalation%s } ]"
                .formatted(more));
  }

  private static final String OPENED_AND_CLOSED =
      ANN
          + """
          2026-03-02T09:00:00Z ann identify {"ticket": "open"}
          2026-03-02T10:00:00Z ann Promo
          2026-03-03T12:00:00Z ann identify {"ticket": "closed"}
          """;

  @Test
  void g1ASuppressedMessageIsDropped() {
    Story.given(escalation("") + journey("promo", "Promo", "email"))
        .when(OPENED_AND_CLOSED)
        .then(
            "2026-03-02T10:00:00Z ann message.decided promo/tell email dropped suppressed\n",
            "message.decided");
  }

  @Test
  void g1OrHeldUntilTheSuppressionEnds() {
    Story.given(escalation(", resume: hold") + journey("promo", "Promo", "email"))
        .when(OPENED_AND_CLOSED)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email held suppressed
            2026-03-03T12:00:00Z ann message.decided promo/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g1OrSpreadOverTheHourAfterItsEnd() {
    List<Fact> facts =
        Story.given(escalation(", resume: spread") + journey("promo", "Promo", "email"))
            .when(OPENED_AND_CLOSED)
            .play()
            .stream()
            .filter(fact -> fact.what() instanceof Fact.What.MessageDecided)
            .toList();
    assertThat(facts).hasSize(2);
    Fact.What.MessageDecided held = (Fact.What.MessageDecided) facts.getFirst().what();
    Fact.What.MessageDecided sent = (Fact.What.MessageDecided) facts.getLast().what();
    assertThat(held.outcome()).isEqualTo("held");
    assertThat(sent.outcome()).isEqualTo("sent");
    assertThat(sent.message()).isEqualTo(held.message());
    assertThat(facts.getLast().at())
        .isBetween(Instant.parse("2026-03-03T12:00:00Z"), Instant.parse("2026-03-03T13:00:00Z"));
  }

  @Test
  void g1ASuppressionThatReturnsBeforeTheReleaseHoldsAgain() {
    Story.given(escalation(", resume: spread") + journey("promo", "Promo", "email"))
        .when(OPENED_AND_CLOSED + "2026-03-03T12:00:01Z ann identify {\"ticket\": \"open\"}")
        .then(
            "2026-03-02T10:00:00Z ann message.decided promo/tell email held suppressed\n",
            "message.decided");
  }

  @Test
  void g1AHeldMessageOfAJourneyThatEndsIsDropped() {
    Story.given(
            escalation(", resume: hold")
                + journey("promo", "Promo", "email", "exits: { goal: { event: Order Completed } }"))
        .when(
            ANN
                + """
                2026-03-02T09:00:00Z ann identify {"ticket": "open"}
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann Order Completed
                2026-03-02T12:00:00Z ann identify {"ticket": "closed"}
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email held suppressed
            2026-03-02T11:00:00Z ann message.decided promo/tell email dropped journey_ended
            2026-03-02T11:00:00Z ann journey.exited promo goal
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void g1ARuleOfAnotherPurposeSuppressesNothing() {
    Story.given(escalation("") + journey("service", "Promo", "email", "purpose: service"))
        .when(
            ANN
                + """
                2026-03-02T08:00:00Z ann Subscribed {"purpose": "service"}
                2026-03-02T09:00:00Z ann identify {"ticket": "open"}
                2026-03-02T10:00:00Z ann Promo
                """)
        .then(
            "2026-03-02T10:00:00Z ann message.decided service/tell email sent\n",
            "message.decided");
  }

  @Test
  void j8WhoIgnoresThreeMessagesIsLeftInPeace() {
    Story.given(
            policy(
                    "suppress: [ { when: \"count('Email Delivered', 'P30D') >= 3 && !engaged('email', 'P30D')\", purpose: marketing, reason: sunset } ]")
                + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-03T10:00:00Z ann Promo
                2026-03-04T10:00:00Z ann Promo
                2026-03-05T10:00:00Z ann Promo
                2026-03-06T10:00:00Z ann Email Link Clicked {"campaign_id": "promo", "step": "tell"}
                2026-03-07T10:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-03T10:00:00Z ann message.decided promo/tell email sent
            2026-03-04T10:00:00Z ann message.decided promo/tell email sent
            2026-03-05T10:00:00Z ann message.decided promo/tell email dropped suppressed
            2026-03-07T10:00:00Z ann message.decided promo/tell email sent
            """,
            "message.decided");
  }
}
