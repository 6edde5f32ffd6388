package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Links change; everything else the author wrote stays, to the character.
class HtmlTest {
  private static String changed(String html) {
    return Html.withLinks(html, url -> "https://go/" + url.length());
  }

  @Test
  void webLinksChangeAndNothingElseDoes() {
    assertThat(
            changed(
                """
                <html><head><link href="https://font.example/f.css"></head><BODY bgcolor=#fff>
                <a href="https://shop.example/a?x=1&amp;y=2" class=b>A</A><A HREF='http://b.example'>B
                <a style="x" href=https://c.example/c>C</a>
                <a href="mailto:a@b.example">D</a><a href="tel:+491">E</a><a href="#top">F</a>
                <a href="/relative">G</a><a>H</a><area href="https://d.example" />
                <img src="https://cdn.example/i.png"></BODY>
                """))
        .isEqualTo(
            """
            <html><head><link href="https://font.example/f.css"></head><BODY bgcolor=#fff>
            <a href="https://go/30" class=b>A</A><A HREF='https://go/16'>B
            <a style="x" href=https://go/19>C</a>
            <a href="mailto:a@b.example">D</a><a href="tel:+491">E</a><a href="#top">F</a>
            <a href="/relative">G</a><a>H</a><area href="https://go/17" />
            <img src="https://cdn.example/i.png"></BODY>
            """);
  }

  @Test
  void outlooksConditionalCommentsHoldLinksToo() {
    assertThat(
            changed(
                """
                <!--[if mso | IE]><table><tr><td><v:roundrect href="https://a.example/x"
                style="x"><![endif]--><!--[if !mso]><!--><a href="https://b.example">B</a><!--<![endif]-->
                <!-- <a href="https://note.example">a note</a> -->
                """))
        .isEqualTo(
            """
            <!--[if mso | IE]><table><tr><td><v:roundrect href="https://go/19"
            style="x"><![endif]--><!--[if !mso]><!--><a href="https://go/17">B</a><!--<![endif]-->
            <!-- <a href="https://note.example">a note</a> -->
            """);
  }

  @Test
  void unclosedAndMisnestedLinksChangeOnce() {
    assertThat(changed("<p><a href='https://a.example/'><b><p>x</a>y</b><td><a href=https://b.c"))
        .isEqualTo("<p><a href='https://go/18'><b><p>x</a>y</b><td><a href=https://b.c");
  }

  @Test
  void noUrlBreaksOutOfItsAttribute() {
    String html = "<a href='https://a.example/?q=&#39;onclick=&quot;x&#32;y&#10;z&lt;'>A</a>";

    assertThat(Html.withLinks(html, url -> url))
        .isEqualTo("<a href='https://a.example/?q=&#39;onclick=&quot;x%20yz&lt;'>A</a>");
  }

  @Test
  void linksFarDownALongMailChangeToo() {
    String filler = "<p title='é ü 日本'>Lorem &amp; ipsum\r\n</p>".repeat(5_000);
    String html = filler + "<a href=\"https://a.example/end\">x</a>" + filler;

    assertThat(changed(html)).isEqualTo(html.replace("https://a.example/end", "https://go/21"));
  }

  @Test
  void whatIsAddedStandsBeforeTheEndOfTheBody() {
    assertThat(Html.withAtEnd("<body>a</Body ></html>", "+")).isEqualTo("<body>a+</Body ></html>");
    assertThat(Html.withAtEnd("a</html>", "+")).isEqualTo("a+</html>");
    assertThat(Html.withAtEnd("a", "+")).isEqualTo("a+");
  }

  @Seeds(300)
  void noMarkupWhateverLosesACharacter(long seed, SplittableRandom random) {
    String[] pieces = {
      "<a href=\"https://x.example/%d\">",
      "</a>",
      "<p",
      ">",
      "\"",
      "'",
      "<!--",
      "-->",
      "[if mso]>",
      "<![endif]",
      "&amp;",
      "é",
      "日",
      "\r\n",
      " ",
      "<table><tr>",
      "</td>",
      "<script>",
      "</script>",
      "<a href=https://y.example>",
      "<title>",
      "<svg>",
      "<",
      "text",
      "\u0000",
      "<textarea>",
      "<b>"
    };
    StringBuilder html = new StringBuilder();
    int size = random.nextInt(1, 60);
    for (int i = 0; i < size; i++) {
      html.append(pieces[random.nextInt(pieces.length)].formatted(i));
    }
    String before = html.toString();

    assertThat(Html.withLinks(before, url -> url)).isEqualTo(before);
    assertThat(Html.withLinks(before, url -> url.toUpperCase(Locale.ROOT))).hasSameSizeAs(before);
  }
}
