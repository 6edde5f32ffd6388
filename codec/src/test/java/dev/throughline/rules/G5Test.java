package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G5: quiet hours, on the person's clock.
class G5Test {
  private static final String NIGHT =
      policy(
          "quiet_hours: [ { channels: [sms, push], from: \"21:00\", to: \"08:00\", then: hold } ]");

  private static String person(String zone) {
    return """
    2026-01-01T00:00:00Z ann identify {"phone": "+491701234567", "email": "ann@shop.example", "timezone": "%s"}
    """
        .formatted(zone);
  }

  private static void decided(String documents, String events, String expected) {
    Story.given(documents + journey("text", "Text", "sms"))
        .when(events)
        .then(expected, "message.decided");
  }

  @Test
  void g5QuietHoursIncludeTheirStartAndExcludeTheirEnd() {
    decided(
        NIGHT,
        person("UTC")
            + """
            2026-03-02T20:59:59.999Z ann Text
            2026-03-03T08:00:00Z ann Text
            2026-03-03T21:00:00Z ann Text
            """,
        """
        2026-03-02T20:59:59.999Z ann message.decided text/tell sms sent
        2026-03-03T08:00:00Z ann message.decided text/tell sms sent
        2026-03-03T21:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-03-04T08:00:00Z ann message.decided text/tell sms sent
        """);
    decided(
        NIGHT,
        person("UTC") + "2026-03-02T07:59:59.999Z ann Text",
        """
        2026-03-02T07:59:59.999Z ann message.decided text/tell sms held quiet_hours
        2026-03-02T08:00:00Z ann message.decided text/tell sms sent
        """);
  }

  @Test
  void g5TheyAreOnThePersonsClockAndElseOnTheWorkspaces() {
    decided(
        NIGHT,
        person("America/Los_Angeles")
            + """
            2026-03-02T03:00:00Z ann Text
            2026-03-02T05:00:00Z ann Text
            """,
        """
        2026-03-02T03:00:00Z ann message.decided text/tell sms sent
        2026-03-02T05:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-03-02T16:00:00Z ann message.decided text/tell sms sent
        """);
    // No zone, and an international number of no country: the workspace's, here UTC.
    Story.given(NIGHT.replace("[sms, push]", "[in_app]") + journey("app", "App", "in_app"))
        .when("2026-03-02T21:00:00Z ann App")
        .then(
            """
            2026-03-02T21:00:00Z ann message.decided app/tell in_app held quiet_hours
            2026-03-03T08:00:00Z ann message.decided app/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void g5AMoveToAnotherZoneMovesTheQuietHours() {
    decided(
        NIGHT,
        person("UTC")
            + """
            2026-03-02T22:00:00Z ann Text
            2026-03-02T23:00:00Z ann identify {"timezone": "Asia/Tokyo"}
            """,
        """
        2026-03-02T22:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-03-02T23:00:00Z ann message.decided text/tell sms sent
        """);
  }

  @Test
  void g5AQuietMessageMayBeDropped() {
    decided(
        policy("quiet_hours: [ { channels: [sms], from: \"12:00\", to: \"14:00\", then: drop } ]"),
        person("UTC")
            + """
            2026-03-02T12:00:00Z ann Text
            2026-03-02T14:00:00Z ann Text
            """,
        """
        2026-03-02T12:00:00Z ann message.decided text/tell sms dropped quiet_hours
        2026-03-02T14:00:00Z ann message.decided text/tell sms sent
        """);
  }

  @Test
  void g5TheyEndOnTheClockAlsoInTheNightThatClocksChange() {
    decided(
        NIGHT,
        person("Europe/Berlin")
            + """
            2026-03-28T21:00:00Z ann Text
            2026-10-24T20:00:00Z ann Text
            """,
        """
        2026-03-28T21:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-03-29T06:00:00Z ann message.decided text/tell sms sent
        2026-10-24T20:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-10-25T07:00:00Z ann message.decided text/tell sms sent
        """);
  }

  @Test
  void g5OnlyTheChannelsNamedAreQuiet() {
    Story.given(NIGHT + journey("mail", "Mail", "email"))
        .when(person("UTC") + "2026-03-02T22:00:00Z ann Mail")
        .then("2026-03-02T22:00:00Z ann message.decided mail/tell email sent\n", "message.decided");
  }

  @Test
  void g5ARuleForAJurisdictionHoldsOnlyThere() {
    Story.given(
            policy(
                    "quiet_hours: [ { channels: [email], jurisdictions: [FR], from: \"00:00\", to: \"12:00\", then: drop } ]")
                + journey("mail", "Mail", "email"))
        .when(
            """
            2026-01-01T00:00:00Z ann identify {"email": "ann@shop.example", "timezone": "UTC", "address": {"country": "FR"}}
            2026-01-01T00:00:00Z bob identify {"email": "bob@shop.example", "timezone": "UTC", "address": {"country": "DE"}}
            2026-03-02T10:00:00Z ann Mail
            2026-03-02T10:00:01Z bob Mail
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided mail/tell email dropped quiet_hours
            2026-03-02T10:00:01Z bob message.decided mail/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g5AMessageHeldOverNightIsDecidedAnewInTheMorning() {
    decided(
        NIGHT,
        person("UTC")
            + """
            2026-03-02T22:00:00Z ann Text
            2026-03-02T23:00:00Z ann Unsubscribed {"channel": "sms"}
            """,
        """
        2026-03-02T22:00:00Z ann message.decided text/tell sms held quiet_hours
        2026-03-02T23:00:00Z ann message.decided text/tell sms dropped no_consent
        """);
  }

  @Test
  void g5APlaceThatComesAtNightIsTakenInTheMorning() {
    decided(
        NIGHT
            + policy("over_cap: { then: hold, at_most: P2D }")
                .replace("house-rules", "caps")
                .replace("name: House rules", "caps: [ { channel: sms, max: 1, per: PT12H } ]"),
        person("UTC")
            + """
            2026-03-02T11:00:00Z ann Text
            2026-03-02T12:00:00Z ann Text
            """,
        """
        2026-03-02T11:00:00Z ann message.decided text/tell sms sent
        2026-03-02T12:00:00Z ann message.decided text/tell sms held frequency_cap
        2026-03-03T08:00:00Z ann message.decided text/tell sms sent
        """);
  }
}
