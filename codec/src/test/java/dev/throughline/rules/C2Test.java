package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.page;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C2: which touches count: those that precede the conversion by at most the look-back (rows P4,
/// P9).
class C2Test {
  /// The touches that share the order's credit, oldest first.
  private static List<String> touches(String documents, String events) {
    return Story.given(documents)
        .when(ANN + events)
        .facts("credit")
        .lines()
        .filter(line -> line.contains(" linear "))
        .map(line -> line.split(" ", -1)[5])
        .toList();
  }

  private static final String DECIDED = order("2026-04-15T10:00:00Z", "ann", "o1", "10");

  @Test
  void c2TheLookBackIncludesItsEdge() {
    assertThat(
            touches(
                ORDER + "lookback: P30D",
                visit("2026-03-16T09:59:59.999Z", "ann", "before")
                    + visit("2026-03-16T10:00:00Z", "ann", "edge")
                    + visit("2026-04-15T09:59:59.999Z", "ann", "last")
                    + visit("2026-04-15T10:00:00Z", "ann", "same")
                    + DECIDED))
        .containsExactly("edge/cpc", "last/cpc");
  }

  @Test
  void c2TheLookBackIsThirtyDaysUnlessSaid() {
    assertThat(
            touches(
                ORDER,
                visit("2026-03-16T09:59:59.999Z", "ann", "before")
                    + visit("2026-03-16T10:00:00Z", "ann", "edge")
                    + DECIDED))
        .containsExactly("edge/cpc");
  }

  @Test
  void c2ALookBackInHoursIsCountedOnTheClock() {
    assertThat(
            touches(
                ORDER + "lookback: PT48H",
                visit("2026-04-13T09:59:59.999Z", "ann", "before")
                    + visit("2026-04-13T10:00:00Z", "ann", "edge")
                    + DECIDED))
        .containsExactly("edge/cpc");
  }

  @Test
  void p4EachStageOfAJourneyMayHaveALookBackOfItsOwn() {
    String documents =
        ORDER
            + "lookback: { default: P30D, retention: P7D }\n---\n"
            + journey("cart", "Cart", "email", "stage: retention")
            + journey("news", "News", "email", "stage: nurture")
            + journey("tips", "Tips", "email");
    assertThat(
            touches(
                documents,
                """
                2026-04-08T09:59:59Z ann Cart
                2026-04-08T09:59:59Z ann News
                2026-04-08T09:59:59Z ann Tips
                """
                    + DECIDED))
        .containsExactlyInAnyOrder("news/tell", "tips/tell");
    assertThat(touches(documents, "2026-04-08T10:00:00Z ann Cart\n" + DECIDED))
        .containsExactly("cart/tell");
  }

  @Test
  void c2AGhostIsNeverATouch() {
    assertThat(
            touches(
                ORDER
                    + "---\n"
                    + journey("held", "Go", "email", "holdout: 100%")
                    + journey("sent", "Go", "email"),
                "2026-04-10T10:00:00Z ann Go\n" + DECIDED))
        .containsExactly("sent/tell");
  }

  @Test
  void c2AMessageThatWasNotDeliveredIsNoTouch() {
    assertThat(
            touches(
                ORDER + "---\n" + journey("mail", "Go", "email") + journey("text", "Go", "sms"),
                """
                2026-04-10T10:00:00Z ann Go
                2026-04-10T10:01:00Z ann Email Bounced {"campaign_id": "mail", "step": "tell"}
                2026-04-10T10:02:00Z ann SMS Delivered {"campaign_id": "text", "step": "tell"}
                """
                    + DECIDED))
        .containsExactly("text/tell");
  }

  private static String feedback(String touches, String events) {
    return String.join(
        ",",
        touches(
                ORDER
                    + touches
                    + "---\n"
                    + journey("mail", "Go", "email")
                    + journey("news", "Go", "email"),
                "2026-04-10T10:00:00Z ann Go\n" + events + DECIDED)
            .stream()
            .sorted()
            .toList());
  }

  @Test
  void c2AConversionMayAskForOpensOrClicks() {
    String opened =
        "2026-04-10T11:00:00Z ann Email Opened {\"campaign_id\": \"mail\", \"step\": \"tell\"}\n";
    String clicked =
        "2026-04-10T12:00:00Z ann Email Link Clicked {\"campaign_id\": \"news\", \"step\": \"tell\"}\n";
    assertThat(feedback("touches: delivered\n", "")).isEqualTo("mail/tell,news/tell");
    assertThat(feedback("touches: opened\n", "")).isEmpty();
    assertThat(feedback("touches: opened\n", opened + clicked))
        .as("a click is an open")
        .isEqualTo("mail/tell,news/tell");
    assertThat(feedback("touches: clicked\n", opened + clicked)).isEqualTo("news/tell");
    assertThat(feedback("touches: clicked\n", clicked + clicked.replace("12:00", "13:00")))
        .as("two clicks on one message are one touch")
        .isEqualTo("news/tell");
  }

  @Test
  void c2ACampaignVisitIsKnownByItsUtmParametersOrAClickId() {
    assertThat(
            touches(
                ORDER,
                page("2026-04-01T10:00:00Z", "ann", "\"page\":{\"path\":\"/\"}")
                    + page(
                        "2026-04-02T10:00:00Z",
                        "ann",
                        "\"campaign\":{\"source\":\"meta\",\"medium\":\"social\",\"name\":\"spring\"}")
                    + page("2026-04-03T10:00:00Z", "ann", "\"page\":{\"search\":\"?a=1&gclid=x7\"}")
                    + page(
                        "2026-04-04T10:00:00Z",
                        "ann",
                        "\"page\":{\"url\":\"https://shop.example/?fbclid=x8#top\"}")
                    + page(
                        "2026-04-05T10:00:00Z",
                        "ann",
                        "\"page\":{\"search\":\"?utm_source=bing&utm_medium=cpc&utm_campaign=a%20b\"}")
                    + page("2026-04-06T10:00:00Z", "ann", "\"campaign\":{}")
                    + page("2026-04-07T10:00:00Z", "ann", "\"page\":{\"search\":\"?notgclid=1\"}")
                    + DECIDED))
        .containsExactly("meta/social", "gclid/cpc", "fbclid/cpc", "bing/cpc");
  }

  @Test
  void p9ACampaignNamedAsAJourneyIsCreditedToIt() {
    String credits =
        Story.given(ORDER + "---\n" + journey("mail", "Go", "email"))
            .when(
                ANN
                    + page(
                        "2026-04-10T10:00:00Z",
                        "ann",
                        "\"campaign\":{\"source\":\"newsletter\",\"medium\":\"email\",\"name\":\"mail\"}")
                    + DECIDED)
            .facts("credit");
    assertThat(credits).contains("credit o1 last mail/");
  }

  @Test
  void c2AClickAndTheVisitThatItLedToAreOneTouch() {
    String visit =
        page(
            "2026-04-10T11:01:00Z",
            "ann",
            "\"campaign\":{\"source\":\"newsletter\",\"medium\":\"email\",\"name\":\"mail\"}");
    assertThat(
            touches(
                ORDER + "---\n" + journey("mail", "Go", "email"),
                """
                2026-04-10T10:00:00Z ann Go
                2026-04-10T11:00:00Z ann Email Link Clicked {"campaign_id": "mail", "step": "tell"}
                """
                    + visit
                    + DECIDED))
        .containsExactly("mail/tell");
  }

  @Test
  void c2ALoggedSalesActivityIsATouch() {
    assertThat(touches(ORDER, "2026-04-10T10:00:00Z ann Sales Activity Logged {}\n" + DECIDED))
        .containsExactly("sales");
  }

  @Test
  void c2AnOrderWithoutATouchIsCreditedToNobody() {
    Story.given(ORDER)
        .when(DECIDED)
        .then("2026-04-15T10:00:00Z ann conversion order o1 10.00 EUR\n", "conversion", "credit");
  }
}
