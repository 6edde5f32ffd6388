package dev.throughline.rules;

import static dev.throughline.rules.OneSend.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Effect;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.simulation.Arrival;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// G1, last check: nothing blank or broken is sent (rows L1 to L3).
class G1RenderTest {
  private static String template(String more) {
    return """
    kind: template
    key: letter
    name: Letter
    channel: email
    %s
    ---
    """
            .formatted(more.indent(0).strip())
        + sending("{ template: letter, channel: email }", "promo", "Promo");
  }

  private static final String GREETED = "subject: 'Hello {{ profile.name }}'\ntext: Hello";

  @Test
  void g1AMissingValueWithoutADefaultIsARenderError() {
    Story.given(template(GREETED))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann identify {"name": "Ann"}
            2026-03-02T12:00:00Z ann Promo
            2026-03-02T13:00:00Z ann identify {"name": null}
            2026-03-02T14:00:00Z ann Promo
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email dropped render_error
            2026-03-02T12:00:00Z ann message.decided promo/tell email sent
            2026-03-02T14:00:00Z ann message.decided promo/tell email dropped render_error
            """,
            "message.decided");
  }

  @Test
  void g1ADefaultStandsInForAMissingValue() {
    assertThat(
            sent(
                template("subject: \"Hello {{ profile.name | default: 'you' }}\"\ntext: Hello"),
                "{}"))
        .containsEntry("subject", "Hello you");
  }

  @Test
  void aTemplateMayShowTheRecipientsOwnLinks() {
    assertThat(
            sent(
                template(
                    "subject: Hello\nhtml: '<a href=\"{{ unsubscribe_url }}\">Leave</a>'\n"
                        + "text: 'Choose: {{ preferences_url }}'"),
                "{}"))
        .containsEntry("html", "<a href=\"https://unsubscribe.invalid/\">Leave</a>")
        .containsEntry("text", "Choose: https://preferences.invalid/");
  }

  @Test
  void g1ARenderErrorTakesNoPlaceUnderACapAndTheJourneyGoesOn() {
    Story.given(
            OneSend.policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]")
                + template(GREETED)
                + OneSend.journey("news", "News", "email"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann News
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell email dropped render_error
            2026-03-02T10:00:00Z ann journey.exited promo completed
            2026-03-02T11:00:00Z ann message.decided news/tell email sent
            2026-03-02T11:00:00Z ann journey.exited news completed
            """,
            "message.decided",
            "journey.exited");
  }

  private static final String LOCALES =
      """
      subject: Hello
      text: Hello
      locales:
        de: { subject: 'Hallo {{ profile.name }}', text: Hallo }
        de-AT: { subject: Servus, text: Servus }
      """;

  @Test
  void g1ContentIsInThePersonsLocaleThenInItsLanguageThenTheDefault() {
    assertThat(sent(template(LOCALES), "{\"locale\": \"de-AT\"}"))
        .containsEntry("subject", "Servus");
    assertThat(sent(template(LOCALES), "{\"locale\": \"de_CH\", \"name\": \"Ann\"}"))
        .containsEntry("subject", "Hallo Ann");
    assertThat(sent(template(LOCALES), "{\"locale\": \"fr-FR\"}"))
        .containsEntry("subject", "Hello");
    assertThat(sent(template(LOCALES), "{}")).containsEntry("subject", "Hello");
  }

  @Test
  void g1OnErrorFallbackSendsTheDefaultContent() {
    assertThat(sent(template(LOCALES), "{\"locale\": \"de\"}")).isEmpty();
    assertThat(sent(template(LOCALES + "on_error: fallback"), "{\"locale\": \"de\"}"))
        .containsEntry("subject", "Hello");
  }

  @Test
  void g1BlocksAreShownWhereTheirConditionHolds() {
    String documents =
        """
        kind: block
        key: vip-line
        name: Vip line
        when: "profile.plan == 'pro'"
        text: "Thanks, {{ profile.name }}!"
        ---
        """
            + template(
                "subject: Hello\ntext: 'Hello. {{ blocks.vip_line }}'\nblocks: [ vip-line ]");
    assertThat(sent(documents, "{\"plan\": \"pro\", \"name\": \"Ann\"}"))
        .containsEntry("text", "Hello. Thanks, Ann!");
    assertThat(sent(documents, "{\"plan\": \"free\"}")).containsEntry("text", "Hello. ");
    assertThat(sent(documents, "{\"plan\": \"pro\"}")).isEmpty();
  }

  /// The parts of the message that a person with these traits is sent; empty if none is.
  private static Map<String, String> sent(String documents, String traits) {
    Story story =
        Story.given(documents)
            .when(
                """
                2026-03-01T00:00:00Z ann identify %s
                2026-03-01T00:00:00Z ann identify {"email": "ann@shop.example"}
                2026-03-02T10:00:00Z ann Promo
                """
                    .formatted(traits));
    Engine engine = new Engine(story.catalog());
    Customer ann = Engine.stranger(new CustomerId("ann"));
    List<Map<String, String>> parts = new ArrayList<>();
    for (Arrival arrival : story.arrivals()) {
      if (arrival instanceof Arrival.OfEvent(var event)) {
        for (Effect effect : engine.apply(ann, new Input.Happened(event), event.at()).effects()) {
          if (effect instanceof Effect.Send send) {
            parts.add(send.parts());
          }
        }
      }
    }
    return parts.isEmpty() ? Map.of() : parts.getFirst();
  }
}
