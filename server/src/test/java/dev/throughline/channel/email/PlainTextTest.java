package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a reader without HTML sees.
class PlainTextTest {
  @Test
  void htmlReadsAsTextWithTheTargetsOfItsLinks() {
    assertThat(
            PlainText.of(
                """
                <html><head><title>T</title><style>p { color: red }</style></head><body>
                <div style="display:none">Preview</div>
                <h1>Hello  Ann,</h1>
                <p>you left <b>two</b> things:</p>
                <ul><li>a lamp</li><li>an oak</li></ul>
                <table><tr><td>Lamp</td><td>€&nbsp;20</td></tr><tr><td>Oak</td><td>€ 9</td></tr></table>
                <p><a href="https://shop.example/cart?a=1&amp;b=2">To your cart</a><br>
                <a href="https://shop.example">https://shop.example</a> <img src="x" alt="Lumen"></p>
                </body></html>
                """))
        .isEqualTo(
            """
            Hello Ann,

            you left two things:

            - a lamp
            - an oak

            Lamp € 20
            Oak € 9

            To your cart (https://shop.example/cart?a=1&b=2)
            https://shop.example Lumen\
            """);
  }

  @Test
  void linksInATextEndBeforeThePunctuation() {
    assertThat(
            PlainText.withLinks(
                "See https://a.example/x, (http://b.example/) or <https://c.example/?d=e>.",
                url -> url + "!"))
        .isEqualTo("See https://a.example/x!, (http://b.example/!) or <https://c.example/?d=e!>.");
  }
}
