package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G1 with section 2b: who may be sent what, by what they last said, and by the workspace where
/// they said nothing.
class G1ConsentTest {
  private static final String ADDRESSES =
      "2026-03-01T00:00:00Z ann identify {\"email\": \"ann@shop.example\", \"phone\": \"+491701234567\"}\n";

  /// A workspace that says nothing of consent.
  private static final String OPT_IN = Story.BASICS.replaceAll("consent: .*\n", "");

  private static Story bothChannels() {
    return Story.given(journey("mail", "Ping", "email") + journey("text", "Ping", "sms"));
  }

  @Test
  void g1UnsubscribedWithoutPurposeAndChannelIsFromAll() {
    bothChannels()
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {}
                2026-03-02T11:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided mail/tell email dropped no_consent
            2026-03-02T11:00:00Z ann message.decided text/tell sms dropped no_consent
            """,
            "message.decided");
  }

  @Test
  void g1UnsubscribedFromOneChannelLeavesTheOthers() {
    bothChannels()
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {"channel": "sms"}
                2026-03-02T11:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided mail/tell email sent
            2026-03-02T11:00:00Z ann message.decided text/tell sms dropped no_consent
            """,
            "message.decided");
  }

  @Test
  void g1UnsubscribedFromOnePurposeLeavesTheOthers() {
    Story.given(
            journey("promo", "Ping", "email", "purpose: marketing")
                + journey("tips", "Ping", "email", "purpose: newsletter"))
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Subscribed {"purpose": "newsletter"}
                2026-03-02T10:00:00Z ann Unsubscribed {"purpose": "marketing", "channel": "email"}
                2026-03-02T11:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided promo/tell email dropped no_consent
            2026-03-02T11:00:00Z ann message.decided tips/tell email sent
            """,
            "message.decided");
  }

  @Test
  void g1TheNewestDecisionByEventTimeWinsHoweverWideItIs() {
    Story.given(journey("mail", "Ping", "email"))
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {"purpose": "marketing", "channel": "email"}
                2026-03-02T10:00:01Z ann Subscribed {}
                2026-03-02T11:00:00Z ann Ping
                2026-03-02T12:00:00Z ann Unsubscribed {"channel": "email"}
                2026-03-02T13:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided mail/tell email sent
            2026-03-02T13:00:00Z ann message.decided mail/tell email dropped no_consent
            """,
            "message.decided");
  }

  @Test
  void g1ADecisionThatArrivesLateIsStillTheOlderOne() {
    Story.given(journey("mail", "Ping", "email"))
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Unsubscribed {} received 2026-03-06T10:00:00Z
                2026-03-03T10:00:00Z ann Subscribed {}
                2026-03-07T11:00:00Z ann Ping
                """)
        .then("2026-03-07T11:00:00Z ann message.decided mail/tell email sent\n", "message.decided");
  }

  @Test
  void g1ATieIsANoInEitherOrder() {
    String no = "2026-03-02T10:00:00Z ann Unsubscribed {\"purpose\": \"marketing\"}\n";
    String yes = "2026-03-02T10:00:00Z ann Subscribed {\"channel\": \"email\"}\n";
    for (String said : new String[] {no + yes, yes + no}) {
      Story.given(journey("mail", "Ping", "email"))
          .when(ADDRESSES + said + "2026-03-02T11:00:00Z ann Ping")
          .then(
              "2026-03-02T11:00:00Z ann message.decided mail/tell email dropped no_consent\n",
              "message.decided");
    }
  }

  @Test
  void g1PreferencesInTheContextOfAnyEventAreDecisions() {
    bothChannels()
        .when(
            ADDRESSES
                + """
                {"type":"track","event":"Looked","userId":"ann","timestamp":"2026-03-02T10:00:00Z","messageId":"p1","context":{"consent":{"categoryPreferences":{"marketing":false,"analytics":true}}}}
                2026-03-02T11:00:00Z ann Ping
                {"type":"page","name":"Home","userId":"ann","timestamp":"2026-03-02T12:00:00Z","messageId":"p2","context":{"consent":{"categoryPreferences":{"marketing":true}}}}
                2026-03-02T13:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided mail/tell email dropped no_consent
            2026-03-02T11:00:00Z ann message.decided text/tell sms dropped no_consent
            2026-03-02T13:00:00Z ann message.decided mail/tell email sent
            2026-03-02T13:00:00Z ann message.decided text/tell sms sent
            """,
            "message.decided");
  }

  @Test
  void g1WhereNothingWasSaidTheDefaultsAskFirstOnEmailSmsAndPush() {
    Story.inWorkspace(
            OPT_IN
                + "---\n"
                + journey("app", "Ping", "in_app")
                + journey("mail", "Ping", "email")
                + journey("text", "Ping", "sms"))
        .when(
            ADDRESSES
                + """
                2026-03-02T11:00:00Z ann Ping
                2026-03-02T12:00:00Z ann Subscribed {"purpose": "marketing", "channel": "sms"}
                2026-03-02T13:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T11:00:00Z ann message.decided app/tell in_app sent
            2026-03-02T11:00:00Z ann message.decided mail/tell email dropped no_consent
            2026-03-02T11:00:00Z ann message.decided text/tell sms dropped no_consent
            2026-03-02T13:00:00Z ann message.decided app/tell in_app sent
            2026-03-02T13:00:00Z ann message.decided mail/tell email dropped no_consent
            2026-03-02T13:00:00Z ann message.decided text/tell sms sent
            """,
            "message.decided");
  }

  @Test
  void g1AJurisdictionOverridesTheWorkspace() {
    Story.inWorkspace(
            OPT_IN.replace(
                    "currency: EUR",
                    "currency: EUR\njurisdictions: { US: { consent: { marketing: { email: opt_out } } } }")
                + "---\n"
                + journey("mail", "Ping", "email")
                + journey("text", "Ping", "sms"))
        .when(
            """
            2026-03-01T00:00:00Z uma identify {"email": "uma@shop.example", "phone": "+12125550123", "address": {"country": "US"}}
            2026-03-01T00:00:00Z dan identify {"email": "dan@shop.example", "phone": "+491701234567", "address": {"country": "DE"}}
            2026-03-02T11:00:00Z uma Ping
            2026-03-02T11:00:01Z dan Ping
            """)
        .then(
            """
            2026-03-02T11:00:00Z uma message.decided mail/tell email sent
            2026-03-02T11:00:00Z uma message.decided text/tell sms dropped no_consent
            2026-03-02T11:00:01Z dan message.decided mail/tell email dropped no_consent
            2026-03-02T11:00:01Z dan message.decided text/tell sms dropped no_consent
            """,
            "message.decided");
  }

  @Test
  void g1AnUnsubscribeFromAMessageIsFeedbackAndARefusal() {
    Story.given(journey("mail", "Ping", "email"))
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Ping
                2026-03-02T11:00:00Z ann Unsubscribed {"campaign_id": "mail", "step": "tell", "channel": "email"}
                2026-03-02T12:00:00Z ann Ping
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided mail/tell email sent
            2026-03-02T10:00:00Z ann message.delivered mail/tell email
            2026-03-02T11:00:00Z ann message.unsubscribed mail/tell email
            2026-03-02T12:00:00Z ann message.decided mail/tell email dropped no_consent
            """,
            "message.*");
  }

  @Test
  void g1ConsentIsAskedAtTheSendAndNotAtTheEntry() {
    Story.given(OneSend.later("mail", "Ping", "PT1H", "email"))
        .when(
            ADDRESSES
                + """
                2026-03-02T10:00:00Z ann Ping
                2026-03-02T10:30:00Z ann Unsubscribed {}
                """)
        .then(
            """
            2026-03-02T10:00:00Z ann journey.entered mail
            2026-03-02T11:00:00Z ann message.decided mail/tell email dropped no_consent
            """,
            "journey.entered",
            "message.decided");
  }
}
