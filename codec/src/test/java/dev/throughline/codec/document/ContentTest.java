package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Wording;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.journey.Step;
import dev.throughline.message.Template;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContentTest {

  @Test
  void everyChannelNeedsItsParts() {
    Catalog.of("{ kind: template, key: mail, channel: email, subject: Hi }")
        .says(
            """
            1 missing-field : Content for email needs mjml, html or text.
            """);
    Catalog.of("{ kind: template, key: mail, channel: [ email, sms ], text: Hi }")
        .says(
            """
            1 missing-field : Content for email needs subject.
            1 missing-field : Content for sms needs body.
            """);
    Catalog.of("{ kind: template, key: mail, channel: [ push, in_app ], url: x }")
        .says(
            """
            1 missing-field : Content for in_app needs body or html.
            1 missing-field : Content for push needs title or body.
            """);
    Catalog.of("{ kind: template, key: mail, channel: [ web_push, web ], title: x, html: y }")
        .says("");
    Catalog.of("{ kind: template, key: mail, channel: email, subject: x, html: y, mjml: <mjml/> }")
        .says(
            """
            1 mjml /mjml: There is no <mj-body>.
            1 one-of /mjml: Content is either MJML or HTML, not both.
            """);
    Catalog.of("{ kind: template, key: mail, subject: x, html: y }")
        .says(
            """
            1 missing-field : Template mail has no 'channel'.
            """);
  }

  @Test
  void whatALocaleLeavesOutIsTakenFromTheDefault() {
    Template template =
        Objects.requireNonNull(
            Catalog.of(
                    """
                    kind: template
                    key: mail
                    channel: email
                    subject: Hello
                    text: Hello
                    locales: { de_AT: { subject: Servus } }
                    """)
                .documents()
                .templates()
                .get("mail"));
    var parts = Objects.requireNonNull(template.locales().get("de-at")).parts();
    assertThat(Objects.requireNonNull(parts.get("subject")).source()).isEqualTo("Servus");
    assertThat(Objects.requireNonNull(parts.get("text")).source()).isEqualTo("Hello");
  }

  @Test
  void mistakesInLiquidAndMjmlAreShownOnTheirLine() {
    Catalog.of(
            """
            kind: template
            key: mail
            channel: email
            subject: "{{ profile.name | default: 'x' }"
            html: |
              <p>
              {% if profile.a %}
              </p>
            ---
            kind: template
            key: mail2
            channel: email
            subject: Hi
            mjml: |
              <mjml>
                <mj-body>
                  <mj-txt></mj-txt>
                </mj-body>
              </mjml>
            """)
        .says(
            """
            4 template-text /subject: A placeholder or tag holds a character that Liquid does not know.
            7 template-text /html: {% if %} is opened here and never closed.
            17 mjml /mjml: There is no tag <mj-txt> in MJML.
            """);
  }

  @Test
  void contentInAnOfferIsATemplateOfItsOwn() {
    var documents =
        Catalog.of("{ kind: offer, key: ten-off, content: { channel: sms, body: Ten off } }")
            .documents();
    String template = Objects.requireNonNull(documents.offers().get("ten-off")).template();
    assertThat(Objects.requireNonNull(documents.templates().get(template)).channels())
        .containsExactly("sms");
    Catalog.of("{ kind: offer, key: ten-off, template: mail, content: { channel: sms, body: x } }")
        .says(
            """
            1 one-of : Offer ten-off has 'template' and 'content', but only one of them can be.
            1 unknown-reference /template: There is no template 'mail'.
            """);
    Catalog.of("{ kind: offer, key: ten-off, content: { channel: sms } }")
        .says(
            """
            1 missing-field /content: Content for sms needs body.
            """);
  }

  @Test
  void whateverAWebhookPrintsItsBodyStaysJson() {
    Step step =
        Objects.requireNonNull(
                Catalog.journey(
                        """
                        steps:
                          a:
                            webhook:
                              url: "https://x.example"
                              body: { name: "{{ profile.name | default: 'x' }}", n: [ 1, 2.50, true, null, "a\\"b" ], none: {}, nil: [] }
                        """)
                    .documents()
                    .journeys()
                    .get("test"))
            .step("a");
    assertThat(step).isInstanceOf(Step.Do.class);
    Wording body = ((Step.Action.Webhook) ((Step.Do) step).action()).body();
    Fields model =
        new Fields(Map.of("profile", new Fields(Map.of("name", Value.of("O\"Hara\n\\")))));
    assertThat(body.render(model))
        .isEqualTo(
            new Wording.Rendered.Done(
                """
                {"name":"O\\"Hara\\n\\\\","n":[1,2.50,true,null,"a\\"b"],"none":{},"nil":[]}\
                """));
  }
}
