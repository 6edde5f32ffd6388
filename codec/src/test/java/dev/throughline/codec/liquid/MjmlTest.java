package dev.throughline.codec.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.liquid.Mjml.Converted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MjmlTest {
  private static String html(String mjml) {
    return switch (Mjml.toHtml(mjml)) {
      case Converted.Ok(String html) -> html;
      case Converted.Wrong(int line, String message, String remedy) ->
          "? %d: %s. %s".formatted(line, message, remedy);
    };
  }

  private static String text(String inside) {
    return "<mjml><mj-body><mj-section><mj-column><mj-text>%s</mj-text></mj-column></mj-section>"
            .formatted(inside)
        + "</mj-body></mjml>";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ profile.name }}",
        "{{ profile.name | default: \"there\" }}",
        "{{ profile.name | default: '<you> & me' }}",
        "{% if profile.age > 3 and profile.age < 9 %}a{% else %}b{% endif %}",
        "<a href=\"{{ event.url | default: \"https://shop.example/?a=1&b=2\" }}\">x</a>",
        "{% for i in event.properties.items %}{{ i.name }}{% endfor %}",
        "{{ 'שלום 🎉' }} שלום 🎉 ünï",
        "{% raw %}{{ x }}{% endraw %}",
      })
  void liquidInTextSurvives(String liquid) {
    assertThat(html(text(liquid))).contains(liquid).startsWith("<!doctype html>");
  }

  @Test
  void liquidInAttributesSurvives() {
    String mjml =
        """
        <mjml><mj-head><mj-title>{{ title }}</mj-title><mj-preview>{{ teaser }}</mj-preview></mj-head>
        <mj-body><mj-section background-color="{{ colour }}"><mj-column>
          <mj-button href="https://shop.example/{{ event.properties.id | url_encode }}?a=1&b=2">Go</mj-button>
          <mj-image src="{{ event.properties.image | default: "x.png" }}" alt="{{ 'a' }}" />
        </mj-column></mj-section></mj-body></mjml>
        """;
    assertThat(html(mjml))
        .contains(
            "<title>{{ title }}</title>",
            "{{ teaser }}",
            "href=\"https://shop.example/{{ event.properties.id | url_encode }}?a=1&b=2\"",
            "src=\"{{ event.properties.image | default: \"x.png\" }}\"",
            "alt=\"{{ 'a' }}\"",
            "{{ colour }}");
  }

  @Test
  void aSectionIsShownOrHiddenByTagsInRaw() {
    String mjml =
        """
        <mjml><mj-body>
        <mj-raw>{% if profile.gold %}</mj-raw>
        <mj-section><mj-column><mj-text>Gold</mj-text></mj-column></mj-section>
        <mj-raw>{% endif %}</mj-raw>
        </mj-body></mjml>
        """;
    String html = html(mjml);
    assertThat(html.indexOf("{% if profile.gold %}"))
        .isPositive()
        .isLessThan(html.indexOf("Gold<"));
    assertThat(html.indexOf("{% endif %}")).isGreaterThan(html.indexOf("Gold<"));
    assertThat(Written.html(html)).contains("Gold<").doesNotContain("{%");
  }

  @Test
  void theSameSourceGivesTheSameBytes() {
    String mjml =
        """
        <mjml><mj-body><mj-section><mj-column>
        <mj-carousel><mj-carousel-image src="a.png"/><mj-carousel-image src="b.png"/></mj-carousel>
        <mj-navbar hamburger="hamburger"><mj-navbar-link href="/a">A</mj-navbar-link></mj-navbar>
        </mj-column></mj-section></mj-body></mjml>
        """;
    assertThat(html(mjml)).contains("carousel").isEqualTo(html(mjml));
  }

  @Test
  void mistakesNameTheirLine() {
    assertThat(html("<mjml>\n<mj-body>\n{{ a\n}}<mj-secton></mj-secton></mj-body></mjml>"))
        .isEqualTo("? 4: There is no tag <mj-secton> in MJML. Did you mean 'mj-section'?");
    assertThat(html("<mjml><mj-body>\n<mj-section>\n</mj-body></mjml>"))
        .isEqualTo(
            "? 3: </mj-body> stands where <mj-section> of line 2 is to be closed. Add </mj-section>"
                + " before it.");
    assertThat(html("<mjml><mj-body>\n<mj-section></mj-section>"))
        .startsWith("? 1: <mj-body> is opened here and never closed");
    assertThat(html("<mjml><mj-body>\n</mj-text></mj-body></mjml>")).startsWith("? 2: </mj-text>");
    assertThat(html("<p>Hi</p>")).startsWith("? 1: There is no <mjml>");
    assertThat(html("<mjml></mjml>")).startsWith("? 1: There is no <mj-body>");
    assertThat(html(text("a\n{{ b"))).startsWith("? 2: A placeholder or tag is opened here");
    assertThat(html("<mjml><mj-body>\n<mj-include path=\"/etc/passwd\" /></mj-body></mjml>"))
        .startsWith("? 2: <mj-include> would read another file");
  }

  @Test
  void liquidThatTheConversionWouldDropIsAMistake() {
    assertThat(
            html(
                "<mjml><mj-body>\n<mj-section {% if a %}css-class=\"b\"{% endif %}>"
                    + "</mj-section></mj-body></mjml>"))
        .startsWith("? 2: This Liquid stands where MJML keeps no text: {% if a %}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<div>", "<mj-section>", "<b>", "{{", "<", "&", "<!--", "</", "\"", "liquidq"})
  void hostileSourcesEndInAnAnswer(String piece) {
    String inside = piece.repeat(20_000);
    assertThat(Mjml.toHtml(text(inside))).isNotNull();
    assertThat(Mjml.toHtml(inside)).isInstanceOf(Converted.Wrong.class);
  }
}
