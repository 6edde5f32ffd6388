package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G1: ladders, which take the first channel that is reachable, consented and under its cap.
class G1ReachTest {
  private static String appOpened(String at, int number) {
    return "{\"type\":\"track\",\"event\":\"App Opened\",\"userId\":\"ann\",\"timestamp\":\"%s\",\"messageId\":\"d%s\",\"context\":{\"device\":{\"id\":\"d1\",\"token\":\"t1\",\"type\":\"ios\"}}}\n"
        .formatted(at, number);
  }

  @Test
  void g1ALadderTakesTheFirstChannelWithAnAddress() {
    Story.given(journey("promo", "Promo", "[push, sms, email]"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann identify {"phone": "+491701234567"}
            2026-03-02T12:00:00Z ann Promo
            """
                + appOpened("2026-03-02T13:00:00Z", 1)
                + "2026-03-02T14:00:00Z ann Promo")
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann message.decided promo/tell sms sent
            2026-03-02T14:00:00Z ann message.decided promo/tell push sent
            """,
            "message.decided");
  }

  @Test
  void g1ALadderPassesOverAChannelWithoutConsentOrWithABadAddress() {
    Story.given(journey("promo", "Promo", "[sms, email, in_app]"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {"channel": "sms"}
                2026-03-02T11:00:00Z ann Promo
                2026-03-02T11:01:00Z ann Email Bounced {"campaign_id": "promo", "step": "tell"}
                2026-03-02T12:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided promo/tell email sent
            2026-03-02T12:00:00Z ann message.decided promo/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void g1ALadderPassesOverAChannelThatIsOverItsCap() {
    Story.given(
            policy("caps: [ { channel: sms, max: 1, per: P1D } ]")
                + journey("promo", "Promo", "[sms, email]"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann Promo
                2026-03-03T10:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell sms sent
            2026-03-02T11:00:00Z ann message.decided promo/tell email sent
            2026-03-03T10:00:00Z ann message.decided promo/tell sms sent
            """,
            "message.decided");
  }

  @Test
  void g1WhereNoRungHoldsTheOneThatCameFurthestSaysWhy() {
    Story.given(
            policy("caps: [ { channel: sms, max: 1, per: P1D } ]")
                + journey("promo", "Promo", "[push, sms]"))
        .when(
            ANN
                + """
                2026-03-02T10:00:00Z ann Promo
                2026-03-02T11:00:00Z ann Promo
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell sms sent
            2026-03-02T11:00:00Z ann message.decided promo/tell sms dropped frequency_cap
            """,
            "message.decided");
  }

  @Test
  void g1AnAddressThatIsNoneIsNoAddress() {
    Story.given(journey("mail", "Ping", "email") + journey("text", "Ping", "sms"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"email": "not an address", "phone": "12"}
            2026-03-02T10:00:00Z ann Ping
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided mail/tell email dropped no_address
            2026-03-02T10:00:00Z ann message.decided text/tell sms dropped no_address
            """,
            "message.decided");
  }

  @Test
  void g1InAppAndWebNeedNoAddress() {
    Story.given(journey("app", "Ping", "in_app"))
        .when("2026-03-02T10:00:00Z ~a1 Ping")
        .then("2026-03-02T10:00:00Z a1 message.decided app/tell in_app sent\n", "message.decided");
  }
}
