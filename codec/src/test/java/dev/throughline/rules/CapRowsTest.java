package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.later;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What.MessageDecided;
import dev.throughline.story.Story;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Row J2: caps of a tag, and the maximum of a person's own, under every rule that caps are under.
class CapRowsTest {
  private static final String NEWSLETTER = "tags: [ newsletter, spring ]";
  private static final String ONE_NEWSLETTER =
      policy("caps: [ { tag: newsletter, max: 1, per: P7D } ]");
  private static final String OWN =
      policy("caps: [ { max: 1, max_from: profile.weekly_cap, per: P7D } ]");
  private static final String HOLD = "over_cap: { then: hold, at_most: P9D }";

  private static void decided(String documents, String events, String expected) {
    Story.given(documents).when(ANN + events).then(expected, "message.decided");
  }

  @Test
  void j2ACapOfATagCountsTheMessagesOfItsJourneysOnEveryChannel() {
    decided(
        ONE_NEWSLETTER
            + journey("news", "News", "email", NEWSLETTER)
            + journey("digest", "Digest", "sms", "tags: [ newsletter ]")
            + journey("promo", "Promo", "email", "tags: [ spring ]"),
        """
        2026-03-02T10:00:00Z ann News
        2026-03-02T11:00:00Z ann Digest
        2026-03-02T12:00:00Z ann Promo
        2026-03-09T09:59:59Z ann News
        2026-03-09T10:00:00Z ann Digest
        """,
        """
        2026-03-02T10:00:00Z ann message.decided news/tell email sent
        2026-03-02T11:00:00Z ann message.decided digest/tell sms dropped frequency_cap
        2026-03-02T12:00:00Z ann message.decided promo/tell email sent
        2026-03-09T09:59:59Z ann message.decided news/tell email dropped frequency_cap
        2026-03-09T10:00:00Z ann message.decided digest/tell sms sent
        """);
  }

  @Test
  void j2ATagMayBeCappedTogetherWithAChannelAndByTheCalendar() {
    decided(
        policy(
                "caps: [ { tag: newsletter, channel: email, max: 1, per: P1D, window: calendar } ]",
                HOLD)
            + journey("news", "News", "email", NEWSLETTER)
            + journey("digest", "Digest", "sms", NEWSLETTER),
        """
        2026-03-02T22:00:00Z ann News
        2026-03-02T22:10:00Z ann Digest
        2026-03-02T22:20:00Z ann News
        """,
        """
        2026-03-02T22:00:00Z ann message.decided news/tell email sent
        2026-03-02T22:10:00Z ann message.decided digest/tell sms sent
        2026-03-02T22:20:00Z ann message.decided news/tell email held frequency_cap
        2026-03-03T00:00:00Z ann message.decided news/tell email sent
        """);
  }

  @Test
  void j2APlaceOfATagGivenBackGoesToTheNewsletterHeldForItG2() {
    decided(
        policy("caps: [ { tag: newsletter, max: 1, per: P7D } ]", HOLD)
            + journey("news", "News", "email", NEWSLETTER)
            + journey("digest", "Digest", "sms", NEWSLETTER),
        """
        2026-03-02T10:00:00Z ann News
        2026-03-02T10:30:00Z ann Digest
        2026-03-02T11:00:00Z ann Email Failed {"campaign_id": "news", "step": "tell"}
        """,
        """
        2026-03-02T10:00:00Z ann message.decided news/tell email sent
        2026-03-02T10:30:00Z ann message.decided digest/tell sms held frequency_cap
        2026-03-02T11:00:00Z ann message.decided digest/tell sms sent
        """);
  }

  @Test
  void j2OnlySendsOfTheTagCompeteForItsLastPlaceG4() {
    String vip = later("vip", "Vip", "PT3H", "email", "priority: 90", NEWSLETTER);
    String events =
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """;
    String weaker = "2026-03-02T11:00:00Z ann message.decided promo/tell email %s\n";
    String stronger = "2026-03-02T13:00:00Z ann message.decided vip/tell email sent\n";
    decided(
        ONE_NEWSLETTER + vip + journey("promo", "Promo", "email", "priority: 10", NEWSLETTER),
        events,
        weaker.formatted("dropped outranked") + stronger);
    decided(
        ONE_NEWSLETTER + vip + journey("promo", "Promo", "email", "priority: 10"),
        events,
        weaker.formatted("sent") + stronger);
  }

  @Test
  void j2AGhostTakesAPlaceOfTheTagOnlyInItsShadowH3() {
    decided(
        ONE_NEWSLETTER
            + journey("news", "News", "email", NEWSLETTER)
            + journey("digest", "Digest", "email", NEWSLETTER, "holdout: 100%"),
        """
        2026-03-02T10:00:00Z ann Digest
        2026-03-02T11:00:00Z ann News
        2026-03-02T12:00:00Z ann Digest
        """,
        """
        2026-03-02T10:00:00Z ann message.decided digest/tell email ghost holdout_journey
        2026-03-02T11:00:00Z ann message.decided news/tell email sent
        2026-03-02T12:00:00Z ann message.decided digest/tell email dropped frequency_cap
        """);
  }

  @Test
  void j2AMergeUnitesThePlacesOfATagAndKeepsTheNewestMaximumI2() {
    Story.given(
            policy("caps: [ { tag: newsletter, max: 9, max_from: profile.weekly_cap, per: P7D } ]")
                + journey("news", "News", "in_app", NEWSLETTER))
        .when(
            """
            2026-03-02T08:00:00Z ann identify {"weekly_cap": 1}
            2026-03-02T09:00:00Z ~dev identify {"weekly_cap": 3}
            2026-03-02T10:00:00Z ann News
            2026-03-02T11:00:00Z ~dev News
            2026-03-02T12:00:00Z ann+~dev identify {}
            2026-03-02T13:00:00Z ann News
            2026-03-02T14:00:00Z ann News
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided news/tell in_app sent
            2026-03-02T11:00:00Z dev message.decided news/tell in_app sent
            2026-03-02T13:00:00Z ann message.decided news/tell in_app sent
            2026-03-02T14:00:00Z ann message.decided news/tell in_app dropped frequency_cap
            """,
            "message.decided");
  }

  /// The document says one a week.
  @Test
  void j2AMaximumOfThePersonsOwnReplacesThatOfTheDocument() {
    Map<String, Integer> sent =
        Map.of("0", 0, "1", 1, "2", 2, "3.0", 3, "-1", 1, "2.5", 1, "\"3\"", 1, "null", 1);
    sent.forEach((own, times) -> {
      String told =
          Story.given(OWN + journey("promo", "Promo", "email"))
              .when(
                  ANN
                      + """
                      2026-03-02T09:00:00Z ann identify {"weekly_cap": %s}
                      2026-03-02T10:00:00Z ann Promo
                      2026-03-02T11:00:00Z ann Promo
                      2026-03-02T12:00:00Z ann Promo
                      2026-03-02T13:00:00Z ann Promo
                      """
                          .formatted(own))
              .facts("message.decided");
      assertThat(told.lines().filter(line -> line.endsWith(" sent"))).as(own).hasSize(times);
    });
  }

  @Test
  void j2ARisenMaximumLetsAMessageGoThatIsHeld() {
    String promo =
        policy("caps: [ { max: 0, max_from: profile.weekly_cap, per: P7D } ]", HOLD)
            + journey("promo", "Promo", "email");
    decided(
        promo,
        """
        2026-03-02T10:00:00Z ann Promo
        2026-03-02T11:00:00Z ann identify {"weekly_cap": 1}
        """,
        """
        2026-03-02T10:00:00Z ann message.decided promo/tell email held frequency_cap
        2026-03-02T11:00:00Z ann message.decided promo/tell email sent
        """);
    decided(
        promo
            + """
            kind: journey
            key: trust
            entry: { on: { event: Promo } }
            steps:
              days: { wait: { for: PT5H } }
              more: { update: { set: { weekly_cap: 1 } } }
            """,
        "2026-03-02T10:00:00Z ann Promo",
        """
        2026-03-02T10:00:00Z ann message.decided promo/tell email held frequency_cap
        2026-03-02T15:00:00Z ann message.decided promo/tell email sent
        """);
  }

  @Test
  void j2ALoweredMaximumStopsTheNextSendAndTakesNothingBackG2() {
    decided(
        OWN + journey("promo", "Promo", "email"),
        """
        2026-03-02T09:00:00Z ann identify {"weekly_cap": 2}
        2026-03-02T10:00:00Z ann Promo
        2026-03-02T11:00:00Z ann Promo
        2026-03-02T12:00:00Z ann identify {"weekly_cap": 1}
        2026-03-09T10:00:00Z ann Promo
        2026-03-09T11:00:00Z ann Promo
        """,
        """
        2026-03-02T10:00:00Z ann message.decided promo/tell email sent
        2026-03-02T11:00:00Z ann message.decided promo/tell email sent
        2026-03-09T10:00:00Z ann message.decided promo/tell email dropped frequency_cap
        2026-03-09T11:00:00Z ann message.decided promo/tell email sent
        """);
  }

  @Test
  void j2WhoHasRoomForTwoHasNoLastPlaceToFightForG4() {
    decided(
        OWN
            + later("vip", "Vip", "PT3H", "email", "priority: 90")
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T09:00:00Z ann identify {"weekly_cap": 2}
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """,
        """
        2026-03-02T11:00:00Z ann message.decided promo/tell email sent
        2026-03-02T13:00:00Z ann message.decided vip/tell email sent
        """);
  }

  @Test
  void j2TheDecisionSaysWhoseMaximumItSawH6() {
    String documents =
        policy("caps: [ { tag: newsletter, max: 5, max_from: profile.weekly_cap, per: P7D } ]")
            + journey("news", "News", "email", NEWSLETTER);
    List<String> saw =
        Story.given(documents)
            .when(
                ANN
                    + """
                    2026-03-02T10:00:00Z ann News
                    2026-03-02T11:00:00Z ann identify {"weekly_cap": 1}
                    2026-03-02T12:00:00Z ann News
                    """)
            .play()
            .stream()
            .flatMap(fact ->
                fact.what() instanceof MessageDecided decided
                    ? decided.checks().stream()
                    : Stream.<Fact.Check>empty())
            .filter(check -> check.name().equals("frequency_cap"))
            .map(check -> check.saw())
            .toList();
    assertThat(saw)
        .containsExactly(
            "0 of 5 per P7D on all channels tagged newsletter",
            "1 of 1 per P7D on all channels tagged newsletter, the person's own weekly_cap");
  }
}
