package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of a send over a cap: held, dropped, or passed over together with the waits for it.
class OverCapTest {
  private static String cap(String per, String overCap) {
    return policy(
        "caps: [ { purpose: marketing, max: 1, per: %s } ]".formatted(per),
        "over_cap: { %s }".formatted(overCap));
  }

  private static final String TWICE =
      ANN
          + """
          2026-03-02T10:00:00Z ann Promo
          2026-03-02T12:00:00Z ann News
          """;

  @Test
  void g2AHeldSendGoesTheMomentThereIsAPlaceAsTheSameMessage() {
    Story story =
        Story.given(
                cap("P1D", "then: hold, at_most: P2D")
                    + journey("promo", "Promo", "email")
                    + journey("news", "News", "email"))
            .when(TWICE);
    story.then(
        """
        2026-03-02T10:00:00Z ann message.decided promo/tell email sent
        2026-03-02T12:00:00Z ann message.decided news/tell email held frequency_cap
        2026-03-03T10:00:00Z ann message.decided news/tell email sent
        """,
        "message.decided");
    List<String> messages =
        story.play().stream()
            .map(Fact::what)
            .filter(Fact.What.MessageDecided.class::isInstance)
            .map(what -> ((Fact.What.MessageDecided) what).message())
            .toList();
    assertThat(messages.get(1)).isEqualTo(messages.get(2)).isNotEqualTo(messages.get(0));
  }

  @Test
  void g2AHeldSendExpires() {
    Story.given(
            cap("P7D", "then: hold, at_most: P2D")
                + journey("promo", "Promo", "email")
                + journey("news", "News", "email"))
        .when(TWICE)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T10:00:00Z ann journey.exited promo completed
            2026-03-02T12:00:00Z ann message.decided news/tell email held frequency_cap
            2026-03-04T12:00:00Z ann message.decided news/tell email dropped expired
            2026-03-04T12:00:00Z ann journey.exited news completed
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void g2APlaceThatComesAtTheVeryEndIsTaken() {
    Story.given(
            cap("P2D", "then: hold, at_most: P2D")
                + journey("promo", "Promo", "email")
                + journey("news", "Promo", "sms"))
        .when(ANN + "2026-03-02T10:00:00Z ann Promo")
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided news/tell sms sent
            2026-03-02T10:00:00Z ann message.decided promo/tell email held outranked
            2026-03-04T10:00:00Z ann message.decided promo/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g2WithoutAWordASendOverTheCapIsDropped() {
    Story.given(
            policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]")
                + journey("promo", "Promo", "email")
                + journey("news", "News", "email"))
        .when(TWICE)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann message.decided news/tell email dropped frequency_cap
            """,
            "message.decided");
  }

  private static final String ASKS =
      """
      kind: journey
      key: news
      name: News
      entry: { on: { event: News } }
      steps:
        tell: { send: { template: hello, channel: email } }
        opened: { wait: { until: { event: Email Opened, message: tell }, at_most: PT24H, on_timeout: again } }
        thanks: { update: { set: { thanked: true } }, next: end }
        again: { send: { template: hello, channel: in_app } }
      ---
      """;

  @Test
  void g2AdvancePassesTheWaitForItsFeedbackByTheTimeOutAtOnce() {
    Story.given(cap("P1D", "then: advance") + journey("promo", "Promo", "email") + ASKS)
        .when(TWICE)
        .then(
            """
            2026-03-02T10:00:00Z ann journey.step promo/tell
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann journey.step news/tell
            2026-03-02T12:00:00Z ann message.decided news/tell email dropped frequency_cap
            2026-03-02T12:00:00Z ann journey.step news/opened
            2026-03-02T12:00:00Z ann journey.step news/again
            2026-03-02T12:00:00Z ann message.decided news/again in_app dropped frequency_cap
            """,
            "message.decided",
            "journey.step");
  }

  @Test
  void g2DropLeavesTheWaitAsItIs() {
    Story.given(cap("P1D", "then: drop") + journey("promo", "Promo", "email") + ASKS)
        .when(TWICE)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann message.decided news/tell email dropped frequency_cap
            2026-03-03T12:00:00Z ann message.decided news/again in_app sent
            """,
            "message.decided");
  }
}
