package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.broken;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static dev.throughline.rules.OneSend.sending;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G1: a send is decided by checks in a fixed order; of several that fail the earliest is the
/// reason.
class G1OrderTest {
  private static final String HOUSE =
      policy(
          "caps: [ { purpose: marketing, max: 1, per: P1D } ]",
          "quiet_hours: [ { channels: [email], from: '21:00', to: '08:00', then: drop } ]",
          "suppress: [ { when: \"profile.ticket == 'open'\", purpose: marketing, reason: ticket } ]");

  @Test
  void g1WhatPassesAllIsSent() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(ANN + "2026-03-02T10:00:00Z ann Promo")
        .then(
            "2026-03-02T10:00:00Z ann message.decided promo/tell email sent\n", "message.decided");
  }

  @Test
  void g1ABounceIsTheReasonBeforeAMissingConsent() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T10:01:00Z ann Email Bounced {"campaign_id": "promo", "step": "tell"}
                2026-03-02T10:02:00Z ann Unsubscribed {"purpose": "marketing"}
                2026-03-05T10:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-05T10:00:00Z ann message.decided promo/tell email dropped suppressed
            """,
            "message.decided");
  }

  @Test
  void g1AMissingConsentIsTheReasonBeforeAMissingAddress() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(
            """
            2026-03-02T10:00:00Z bob Unsubscribed {}
            2026-03-02T11:00:00Z bob Promo
            """)
        .then(
            "2026-03-02T11:00:00Z bob message.decided promo/tell email dropped no_consent\n",
            "message.decided");
  }

  @Test
  void g1AMissingAddressIsTheReasonBeforeASuppression() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(
            """
            2026-03-02T10:00:00Z bob identify {"ticket": "open"}
            2026-03-02T11:00:00Z bob Promo
            """)
        .then(
            "2026-03-02T11:00:00Z bob message.decided promo/tell email dropped no_address\n",
            "message.decided");
  }

  @Test
  void g1ASuppressionIsTheReasonBeforeQuietHours() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T20:00:00Z ann identify {"ticket": "open"}
                2026-03-02T22:00:00Z ann Promo
                """)
        .then(
            "2026-03-02T22:00:00Z ann message.decided promo/tell email dropped suppressed\n",
            "message.decided");
  }

  @Test
  void g1QuietHoursAreTheReasonBeforeAFullCap() {
    Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T20:00:00Z ann Promo
                2026-03-02T22:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T20:00:00Z ann message.decided promo/tell email sent
            2026-03-02T22:00:00Z ann message.decided promo/tell email dropped quiet_hours
            """,
            "message.decided");
  }

  @Test
  void g1AFullCapIsTheReasonBeforeAStrongerJourney() {
    Story.given(
            HOUSE
                + journey("promo", "Promo", "email", "priority: 10")
                + journey("vip", "Promo", "email", "priority: 90"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided vip/tell email sent
            2026-03-02T10:00:00Z ann message.decided promo/tell email dropped outranked
            2026-03-02T11:00:00Z ann message.decided vip/tell email dropped frequency_cap
            2026-03-02T11:00:00Z ann message.decided promo/tell email dropped frequency_cap
            """,
            "message.decided");
  }

  @Test
  void g1AStrongerJourneyIsTheReasonBeforeAWordingThatFails() {
    Story.given(
            HOUSE
                + broken("named")
                + sending("{ template: named, channel: email }", "promo", "Promo", "priority: 10")
                + journey("vip", "Vip", "email", "priority: 90"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                """)
        .then(
            "2026-03-02T10:00:00Z ann message.decided promo/tell email dropped render_error\n",
            "message.decided");
    Story.given(
            HOUSE
                + broken("named")
                + sending("{ template: named, channel: email }", "promo", "Promo", "priority: 10")
                + journey("vip", "Promo", "email", "priority: 90"))
        .when(ANN + "2026-03-02T10:00:00Z ann Promo")
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided vip/tell email sent
            2026-03-02T10:00:00Z ann message.decided promo/tell email dropped outranked
            """,
            "message.decided");
  }

  @Test
  void g1OnlyWhatPassesAllBecomesAGhost() {
    Story.given(
            broken("named")
                + sending("{ template: named, channel: email }", "promo", "Promo", "holdout: 100%")
                + journey("news", "News", "email", "holdout: 100%"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann News
                2026-03-02T12:00:00Z ann Unsubscribed {}
                2026-03-02T13:00:00Z ann News
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email dropped render_error
            2026-03-02T11:00:00Z ann message.decided news/tell email ghost holdout_journey
            2026-03-02T13:00:00Z ann message.decided news/tell email dropped no_consent
            """,
            "message.decided");
  }

  @Test
  void g1TransactionalIsExemptFromConsentQuietHoursCapsAndHoldouts() {
    Story.inWorkspace(
            Story.BASICS.replace("zone: UTC", "zone: UTC\nholdout: 100%")
                + "---\n"
                + HOUSE
                + journey("receipt", "Paid", "email", "purpose: transactional", "holdout: 100%"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {}
                2026-03-02T10:00:00Z ann identify {"ticket": "open"}
                2026-03-02T22:00:00Z ann Paid
                2026-03-02T22:01:00Z ann Paid
                """)
        .then(
            """
            2026-03-02T22:00:00Z ann message.decided receipt/tell email sent
            2026-03-02T22:01:00Z ann message.decided receipt/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g1TransactionalIsNeverExemptFromABounce() {
    Story.given(journey("receipt", "Paid", "email", "purpose: transactional"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Paid
                2026-03-02T10:01:00Z ann Email Bounced {"campaign_id": "receipt", "step": "tell"}
                2026-03-02T11:00:00Z ann Paid
                2026-03-02T12:00:00Z ann identify {"email": "ann@home.example"}
                2026-03-02T13:00:00Z ann Paid
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided receipt/tell email sent
            2026-03-02T11:00:00Z ann message.decided receipt/tell email dropped suppressed
            2026-03-02T13:00:00Z ann message.decided receipt/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g1AComplaintStopsMarketingToThatAddressAndNothingElse() {
    Story.given(
            journey("promo", "Promo", "email")
                + journey("text", "Promo", "sms")
                + journey("receipt", "Paid", "email", "purpose: transactional"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T10:01:00Z ann Email Marked as Spam {"campaign_id": "promo", "step": "tell"}
                2026-03-02T11:00:00Z ann Promo
                2026-03-02T12:00:00Z ann Paid
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T10:00:00Z ann message.decided text/tell sms sent
            2026-03-02T11:00:00Z ann message.decided promo/tell email dropped suppressed
            2026-03-02T11:00:00Z ann message.decided text/tell sms sent
            2026-03-02T12:00:00Z ann message.decided receipt/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g1ASoftBounceStopsNothing() {
    Story.given(journey("promo", "Promo", "email"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T10:01:00Z ann Email Bounced {"campaign_id": "promo", "step": "tell", "bounce_type": "soft"}
                2026-03-02T11:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T11:00:00Z ann message.decided promo/tell email sent
            """,
            "message.decided");
  }
}
