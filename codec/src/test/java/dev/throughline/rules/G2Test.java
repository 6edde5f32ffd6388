package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// G2: a place under a cap is taken at the decision and given back when the send fails for good
/// (rows J1 to J3, J7).
class G2Test {
  private static final String ONE_A_WEEK =
      policy("caps: [ { purpose: marketing, max: 1, per: P7D, window: rolling } ]");

  @Test
  void g2APlaceIsTakenAtTheDecisionAndNotAtTheDelivery() {
    Story.given(ONE_A_WEEK + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T10:00:01Z ann Promo
                2026-03-02T12:00:00Z ann Email Delivered {"campaign_id": "promo", "step": "tell"}
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T10:00:01Z ann message.decided promo/tell email dropped frequency_cap
            2026-03-02T12:00:00Z ann message.delivered promo/tell email
            """,
            "message.*");
  }

  @Test
  void g2AFailureForGoodGivesThePlaceBack() {
    for (String failure : List.of("Email Bounced", "Email Failed")) {
      Story.given(ONE_A_WEEK + journey("promo", "Promo", "email") + journey("text", "Text", "sms"))
          .when(
              ANN
                  + """
                  2026-03-02T10:00:00Z ann Promo
                  2026-03-02T10:30:00Z ann Text
                  2026-03-02T11:00:00Z ann %s {"campaign_id": "promo", "step": "tell"}
                  2026-03-02T12:00:00Z ann Text
                  2026-03-02T13:00:00Z ann Text
                  """
                      .formatted(failure))
          .then(
              """
              2026-03-02T10:00:00Z ann message.decided promo/tell email sent
              2026-03-02T10:30:00Z ann message.decided text/tell sms dropped frequency_cap
              2026-03-02T12:00:00Z ann message.decided text/tell sms sent
              2026-03-02T13:00:00Z ann message.decided text/tell sms dropped frequency_cap
              """,
              "message.decided");
    }
  }

  @Test
  void g2ASoftBounceKeepsThePlace() {
    Story.given(ONE_A_WEEK + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann Email Bounced {"campaign_id": "promo", "step": "tell", "bounce_type": "soft"}
                2026-03-02T12:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann message.decided promo/tell email dropped frequency_cap
            """,
            "message.decided");
  }

  @Test
  void g2APlaceGivenBackGoesToAMessageThatIsHeldForIt() {
    Story.given(
            policy(
                    "caps: [ { purpose: marketing, max: 1, per: P7D } ]",
                    "over_cap: { then: hold, at_most: P2D }")
                + journey("promo", "Promo", "email")
                + journey("text", "Text", "sms"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T10:30:00Z ann Text
                2026-03-02T11:00:00Z ann Email Bounced {"campaign_id": "promo", "step": "tell"}
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T10:30:00Z ann message.decided text/tell sms held frequency_cap
            2026-03-02T11:00:00Z ann message.decided text/tell sms sent
            """,
            "message.decided");
  }

  @Test
  void j1OneCapCountsTheTouchesOfAllChannels() {
    Story.given(
            policy("caps: [ { purpose: marketing, max: 2, per: P7D } ]")
                + journey("app", "App", "in_app")
                + journey("mail", "Mail", "email")
                + journey("text", "Text", "sms"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann App
                2026-03-02T11:00:00Z ann Mail
                2026-03-02T12:00:00Z ann Text
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided app/tell in_app sent
            2026-03-02T11:00:00Z ann message.decided mail/tell email sent
            2026-03-02T12:00:00Z ann message.decided text/tell sms dropped frequency_cap
            """,
            "message.decided");
  }

  @Test
  void j2CapsOfAChannelOrAJourneyCountOnlyTheirOwnAndEveryRuleMustAllow() {
    Story.given(
            policy(
                    "caps: [ { channel: sms, max: 1, per: P1D }, { journey: mail, max: 1, per: P1D }, { purpose: marketing, max: 3, per: P1D } ]")
                + journey("mail", "Mail", "email")
                + journey("news", "News", "email")
                + journey("text", "Text", "sms"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Text
                2026-03-02T10:10:00Z ann Text
                2026-03-02T10:20:00Z ann Mail
                2026-03-02T10:30:00Z ann Mail
                2026-03-02T10:40:00Z ann News
                2026-03-02T10:50:00Z ann News
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided text/tell sms sent
            2026-03-02T10:10:00Z ann message.decided text/tell sms dropped frequency_cap
            2026-03-02T10:20:00Z ann message.decided mail/tell email sent
            2026-03-02T10:30:00Z ann message.decided mail/tell email dropped frequency_cap
            2026-03-02T10:40:00Z ann message.decided news/tell email sent
            2026-03-02T10:50:00Z ann message.decided news/tell email dropped frequency_cap
            """,
            "message.decided");
  }

  @Test
  void j7TransactionalSendsAreNeverStoppedAndCountOnlyWhereTheCapSaysSo() {
    for (boolean counts : new boolean[] {false, true}) {
      Story.given(
              policy(
                      "caps: [ { channel: email, max: 1, per: P1D, counts_transactional: %s } ]"
                          .formatted(counts))
                  + journey("promo", "Promo", "email")
                  + journey("receipt", "Paid", "email", "purpose: transactional"))
          .when(
              ANN
                  + """
                  2026-03-02T10:00:00Z ann Paid
                  2026-03-02T11:00:00Z ann Paid
                  2026-03-02T12:00:00Z ann Promo
                  """)
          .then(
              """
              2026-03-02T10:00:00Z ann message.decided receipt/tell email sent
              2026-03-02T11:00:00Z ann message.decided receipt/tell email sent
              2026-03-02T12:00:00Z ann message.decided promo/tell email %s
              """
                  .formatted(counts ? "dropped frequency_cap" : "sent"),
              "message.decided");
    }
  }

  /// Row J3: however many journeys fire at once, and whatever fails, no window ever holds more than
  /// the cap.
  @Seeds(60)
  void g2TheCapIsNeverExceeded(long seed, SplittableRandom random) {
    int max = random.nextInt(1, 4);
    boolean hold = random.nextBoolean();
    StringBuilder documents =
        new StringBuilder(
            policy(
                "caps: [ { purpose: marketing, max: %d, per: P1D } ]".formatted(max),
                "over_cap: { then: %s, at_most: P2D }".formatted(hold ? "hold" : "drop")));
    int journeys = random.nextInt(2, 8);
    for (int j = 0; j < journeys; j++) {
      String priority = "priority: " + random.nextInt(0, 3);
      String channel = random.nextBoolean() ? "email" : "[sms, in_app]";
      documents.append(
          random.nextBoolean()
              ? journey("journey-" + j, "Go", channel, priority)
              : OneSend.later(
                  "journey-" + j, "Go", "PT" + random.nextInt(1, 30) + "H", channel, priority));
    }
    StringBuilder events = new StringBuilder(ANN);
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    for (int i = 0; i < 12; i++) {
      at = at.plusSeconds(random.nextInt(0, 50_000));
      events.append(at).append(" ann Go\n");
    }
    List<Instant> sent = new ArrayList<>();
    for (Fact fact : Story.given(documents.toString()).when(events.toString()).play()) {
      if (fact.what() instanceof Fact.What.MessageDecided decided
          && decided.outcome().equals("sent")) {
        sent.add(fact.at());
      }
    }
    assertThat(sent).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(max).isSorted();
    for (int i = max; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - max), sent.get(i)))
          .as("between sends %d and %d", i - max, i)
          .isGreaterThanOrEqualTo(Duration.ofDays(1));
    }
  }
}
