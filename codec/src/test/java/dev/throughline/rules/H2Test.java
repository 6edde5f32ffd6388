package dev.throughline.rules;

import static dev.throughline.rules.OneSend.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// H2: the levels of holdouts nest: global, journey, message (rows Q1 to Q3).
class H2Test {
  private static final String GLOBAL =
      Story.BASICS.replace("zone: UTC", "zone: UTC\nholdout: 100%");

  private static void decided(String workspace, String journey, String message, String expected) {
    Story.inWorkspace(
            workspace
                + "---\n"
                + sending(
                    "{ template: hello, channel: in_app%s }".formatted(message),
                    "promo",
                    "Promo",
                    journey))
        .when("2026-03-02T10:00:00Z ann Promo")
        .then(expected, "journey.entered", "message.decided");
  }

  @Test
  void h2TheGlobalHoldoutIsAboveThatOfTheJourney() {
    decided(
        GLOBAL,
        "holdout: 100%",
        ", holdout: 100%",
        """
        2026-03-02T10:00:00Z ann journey.entered promo holdout
        2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_global
        """);
  }

  @Test
  void h2AnEntrySaysToWhichHoldoutsItExposes() {
    Story story =
        Story.inWorkspace(
                GLOBAL
                    + "---\n"
                    + sending(
                        "{ template: hello, channel: in_app }", "promo", "Promo", "holdout: 100%"))
            .when("2026-03-02T10:00:00Z ann Promo");

    assertThat(story.play())
        .filteredOn(fact -> fact.what() instanceof What.JourneyEntered)
        .extracting(fact -> ((What.JourneyEntered) fact.what()).arms())
        .containsExactly(new TreeMap<>(Map.of("global", "holdout", "promo", "holdout")));
  }

  @Test
  void h2TheJourneysIsAboveThatOfTheMessage() {
    decided(
        Story.BASICS,
        "holdout: 100%",
        ", holdout: 100%",
        """
        2026-03-02T10:00:00Z ann journey.entered promo holdout
        2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_journey
        """);
  }

  @Test
  void h2AMessageMayHaveOneOfItsOwn() {
    decided(
        Story.BASICS,
        "",
        ", holdout: 100%",
        """
        2026-03-02T10:00:00Z ann journey.entered promo
        2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_message
        """);
  }

  @Test
  void q1WhoIsInTheGlobalHoldoutGetsNothingOfAnyJourneyButWhatTheyBought() {
    Story.inWorkspace(
            GLOBAL
                + "---\n"
                + OneSend.journey("news", "Go", "in_app")
                + OneSend.journey("promo", "Go", "in_app")
                + OneSend.journey("receipt", "Go", "in_app", "purpose: transactional"))
        .when("2026-03-02T10:00:00Z ann Go")
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided news/tell in_app ghost holdout_global
            2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_global
            2026-03-02T10:00:00Z ann message.decided receipt/tell in_app sent
            """,
            "message.decided");
  }
}
