package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.later;
import static dev.throughline.rules.OneSend.policy;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G4: among sends that compete for the last place under a cap, the stronger wins (row J4).
class G4Test {
  private static final String ONE_A_WEEK =
      policy("caps: [ { purpose: marketing, max: 1, per: P7D } ]");

  private static final String HOLDING =
      policy(
          "caps: [ { purpose: marketing, max: 1, per: P1D } ]",
          "over_cap: { then: hold, at_most: P2D }");

  private static void decided(String documents, String events, String expected) {
    Story.given(documents).when(ANN + events).then(expected, "message.decided");
  }

  @Test
  void g4TheHigherPriorityWins() {
    decided(
        ONE_A_WEEK
            + journey("alpha", "Go", "email", "priority: 10")
            + journey("zulu", "Go", "sms", "priority: 90"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided zulu/tell sms sent
        2026-03-02T10:00:00Z ann message.decided alpha/tell email dropped outranked
        """);
  }

  @Test
  void g4ThenTheOlderInstance() {
    decided(
        ONE_A_WEEK
            + later("alpha", "Second", "PT1H", "email", "priority: 50")
            + later("zulu", "First", "PT2H", "email", "priority: 50"),
        """
        2026-03-02T10:00:00Z ann First
        2026-03-02T11:00:00Z ann Second
        """,
        """
        2026-03-02T12:00:00Z ann message.decided zulu/tell email sent
        2026-03-02T12:00:00Z ann message.decided alpha/tell email dropped outranked
        """);
  }

  @Test
  void g4ThenTheKey() {
    decided(
        ONE_A_WEEK
            + journey("zulu", "Go", "email", "priority: 50")
            + journey("alpha", "Go", "email", "priority: 50"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided alpha/tell email sent
        2026-03-02T10:00:00Z ann message.decided zulu/tell email dropped outranked
        """);
  }

  @Test
  void g4AWeakerSendLeavesTheLastPlaceToAStrongerOneToCome() {
    decided(
        ONE_A_WEEK
            + later("vip", "Vip", "PT3H", "email", "priority: 90")
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """,
        """
        2026-03-02T11:00:00Z ann message.decided promo/tell email dropped outranked
        2026-03-02T13:00:00Z ann message.decided vip/tell email sent
        """);
  }

  @Test
  void g4AStrongerSendDoesNotWaitForAWeakerOne() {
    decided(
        ONE_A_WEEK
            + later("promo", "Promo", "PT3H", "email", "priority: 10")
            + journey("vip", "Vip", "email", "priority: 90"),
        """
        2026-03-02T10:00:00Z ann Promo
        2026-03-02T11:00:00Z ann Vip
        """,
        """
        2026-03-02T11:00:00Z ann message.decided vip/tell email sent
        2026-03-02T13:00:00Z ann message.decided promo/tell email dropped frequency_cap
        """);
  }

  @Test
  void g4TheLookAheadIsADayUnlessSaidAndIncludesItsEnd() {
    String vip = later("vip", "Vip", "PT48H", "email", "priority: 90");
    String promo = journey("promo", "Promo", "email", "priority: 10");
    decided(
        ONE_A_WEEK + vip + promo,
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-03T09:59:59Z ann Promo
        """,
        """
        2026-03-03T09:59:59Z ann message.decided promo/tell email sent
        2026-03-04T10:00:00Z ann message.decided vip/tell email dropped frequency_cap
        """);
    decided(
        ONE_A_WEEK + vip + promo,
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-03T10:00:00Z ann Promo
        """,
        """
        2026-03-03T10:00:00Z ann message.decided promo/tell email dropped outranked
        2026-03-04T10:00:00Z ann message.decided vip/tell email sent
        """);
    decided(
        policy(
                "caps: [ { purpose: marketing, max: 1, per: P7D } ]",
                "arbitration: { look_ahead: PT2H }")
            + vip
            + promo,
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-04T07:59:59Z ann Promo
        """,
        """
        2026-03-04T07:59:59Z ann message.decided promo/tell email sent
        2026-03-04T10:00:00Z ann message.decided vip/tell email dropped frequency_cap
        """);
  }

  @Test
  void g4ASendBehindSeveralWaitsIsSeenToo() {
    decided(
        ONE_A_WEEK
            + """
            kind: journey
            key: vip
            name: Vip
            priority: 90
            entry: { on: { event: Vip } }
            steps:
              one: { wait: { for: PT2H } }
              two: { wait: { at: "13:00" } }
              which: { branch: [ { when: "profile.plan == 'pro'", next: end }, { else: true, next: tell } ] }
              tell: { send: { template: hello, channel: email } }
            ---
            """
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """,
        """
        2026-03-02T11:00:00Z ann message.decided promo/tell email dropped outranked
        2026-03-02T13:00:00Z ann message.decided vip/tell email sent
        """);
  }

  @Test
  void g4WhereThereIsRoomForBothNobodyLoses() {
    decided(
        policy("caps: [ { purpose: marketing, max: 2, per: P7D } ]")
            + later("vip", "Vip", "PT3H", "email", "priority: 90")
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """,
        """
        2026-03-02T11:00:00Z ann message.decided promo/tell email sent
        2026-03-02T13:00:00Z ann message.decided vip/tell email sent
        """);
  }

  @Test
  void g4SendsOfDifferentCalendarDaysDoNotCompete() {
    decided(
        policy("caps: [ { purpose: marketing, max: 1, per: P1D, window: calendar } ]")
            + later("vip", "Vip", "PT4H", "email", "priority: 90")
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T20:00:00Z ann Vip
        2026-03-02T21:00:00Z ann Promo
        """,
        """
        2026-03-02T21:00:00Z ann message.decided promo/tell email sent
        2026-03-03T00:00:00Z ann message.decided vip/tell email sent
        """);
  }

  @Test
  void g4ARivalHeldOverNightCompetesForTheMorningAndNotForTheEvening() {
    String quiet = "quiet_hours: [ { channels: [sms], from: '21:00', to: '08:00', then: hold } ]";
    String journeys =
        journey("vip", "Vip", "sms", "priority: 90")
            + journey("promo", "Promo", "email", "priority: 10");
    String events =
        """
        2026-03-02T22:00:00Z ann Vip
        2026-03-02T23:00:00Z ann Promo
        """;
    decided(
        policy("caps: [ { purpose: marketing, max: 1, per: P1D, window: calendar } ]", quiet)
            + journeys,
        events,
        """
        2026-03-02T22:00:00Z ann message.decided vip/tell sms held quiet_hours
        2026-03-02T23:00:00Z ann message.decided promo/tell email sent
        2026-03-03T08:00:00Z ann message.decided vip/tell sms sent
        """);
    decided(
        policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]", quiet) + journeys,
        events,
        """
        2026-03-02T22:00:00Z ann message.decided vip/tell sms held quiet_hours
        2026-03-02T23:00:00Z ann message.decided promo/tell email dropped outranked
        2026-03-03T08:00:00Z ann message.decided vip/tell sms sent
        """);
  }

  @Test
  void g4WhoCannotBeReachedOutranksNobody() {
    decided(
        ONE_A_WEEK
            + journey("receipt", "Paid", "email", "purpose: transactional")
            + later("vip", "Vip", "PT3H", "email", "priority: 90")
            + journey("promo", "Promo", "sms", "priority: 10"),
        """
        2026-03-02T08:00:00Z ann Paid
        2026-03-02T09:00:00Z ann Email Bounced {"campaign_id": "receipt", "step": "tell"}
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        """,
        """
        2026-03-02T08:00:00Z ann message.decided receipt/tell email sent
        2026-03-02T11:00:00Z ann message.decided promo/tell sms sent
        2026-03-02T13:00:00Z ann message.decided vip/tell email dropped suppressed
        """);
  }

  @Test
  void g4ALoserThatIsHeldGoesWhenThereIsAPlace() {
    decided(
        HOLDING
            + journey("vip", "Go", "email", "priority: 90")
            + journey("promo", "Go", "email", "priority: 10"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided vip/tell email sent
        2026-03-02T10:00:00Z ann message.decided promo/tell email held outranked
        2026-03-03T10:00:00Z ann message.decided promo/tell email sent
        """);
  }

  @Test
  void g4AlsoWhereTheWinnerIsHeldOut() {
    decided(
        HOLDING
            + journey("vip", "Go", "email", "priority: 90", "holdout: 100%")
            + journey("promo", "Go", "email", "priority: 10", "holdout: 100%"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided vip/tell email ghost holdout_journey
        2026-03-02T10:00:00Z ann message.decided promo/tell email held outranked
        2026-03-03T10:00:00Z ann message.decided promo/tell email ghost holdout_journey
        """);
  }

  @Test
  void g4ALoserHeldForAStrongerSendGoesAtOnceWhenThatNeverComes() {
    decided(
        HOLDING
            + later(
                "vip", "Vip", "PT3H", "email", "priority: 90", "exits: { goal: { event: Paid } }")
            + journey("promo", "Promo", "email", "priority: 10"),
        """
        2026-03-02T10:00:00Z ann Vip
        2026-03-02T11:00:00Z ann Promo
        2026-03-02T12:00:00Z ann Paid
        """,
        """
        2026-03-02T11:00:00Z ann message.decided promo/tell email held outranked
        2026-03-02T12:00:00Z ann message.decided promo/tell email sent
        """);
  }

  @Test
  void g4AnOutrankedHoldExpiresToo() {
    decided(
        policy(
                "caps: [ { purpose: marketing, max: 1, per: P7D } ]",
                "over_cap: { then: hold, at_most: P2D }")
            + journey("vip", "Go", "email", "priority: 90")
            + journey("promo", "Go", "email", "priority: 10"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided vip/tell email sent
        2026-03-02T10:00:00Z ann message.decided promo/tell email held outranked
        2026-03-04T10:00:00Z ann message.decided promo/tell email dropped expired
        """);
  }

  @Test
  void g4RankDecidesBetweenAHeldMessageAndOneThatArrivesWithIt() {
    String quiet = "quiet_hours: [ { channels: [sms], from: '21:00', to: '08:00', then: hold } ]";
    decided(
        policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]", quiet)
            + journey("promo", "Promo", "sms", "priority: 10")
            + later("vip", "Vip", "PT10H", "email", "priority: 90"),
        """
        2026-03-02T21:30:00Z ann Promo
        2026-03-02T22:00:00Z ann Vip
        """,
        """
        2026-03-02T21:30:00Z ann message.decided promo/tell sms held quiet_hours
        2026-03-03T08:00:00Z ann message.decided vip/tell email sent
        2026-03-03T08:00:00Z ann message.decided promo/tell sms dropped frequency_cap
        """);
  }

  @Test
  void g4WithoutACapNobodyCompetes() {
    decided(
        journey("alpha", "Go", "email", "priority: 10")
            + journey("zulu", "Go", "email", "priority: 90"),
        "2026-03-02T10:00:00Z ann Go",
        """
        2026-03-02T10:00:00Z ann message.decided zulu/tell email sent
        2026-03-02T10:00:00Z ann message.decided alpha/tell email sent
        """);
  }
}
