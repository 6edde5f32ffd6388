package dev.throughline.codec.liquid;

import static dev.throughline.codec.liquid.Written.html;
import static dev.throughline.codec.liquid.Written.json;
import static dev.throughline.codec.liquid.Written.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.liquid.Liquid.Compiled;
import dev.throughline.condition.Wording.Rendered;
import dev.throughline.event.Value.Fields;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiquidTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ profile.first_name }}",
        "{{ profile.first_name | upcase }}",
        "{{ profile.first_name | json }}",
        "{{ 'Hi ' | append: profile.first_name }}",
        "{% for x in (1..2) %}{{ profile.first_name }}{% endfor %}",
        "{% capture x %}{{ profile.first_name }}{% endcapture %}",
      })
  void aMissingValuePrintedWithoutADefaultFails(String template) {
    assertThat(text(template))
        .isEqualTo(
            "! profile.first_name is missing; give it a default: {{ profile.first_name | default:"
                + " '...' }}");
  }

  @Test
  void aValueThatIsNullIsMissing() {
    assertThat(text("{{ profile.nothing }}")).startsWith("! profile.nothing is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          {{ profile.markup }} => &lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;
          {{ profile.markup | raw }} => <b>"Tom" & 'Jerry'</b>
          {{ profile.markup | escape }} => &lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;
          {{ profile.markup | escape | append: '<' }} => &amp;lt;b&amp;gt;&amp;quot;Tom&amp;quot; &amp;amp; &amp;#39;Jerry&amp;#39;&amp;lt;/b&amp;gt;&lt;
          {{ profile.missing | default: profile.markup | slice: 0, 3 }} => &lt;b&gt;
          {% capture x %}<i>{{ '<' }}</i>{% endcapture %}{{ x }}{{ x | strip }} => <i>&lt;</i><i>&lt;</i>
          {% capture x %}<i>{{ '<' }}</i>{% endcapture %}{{ x | default: 'y' }} => <i>&lt;</i>
          {% assign x = '<' | escape %}{{ x }} => &lt;
          {% assign x = '<' %}{{ x }} => &lt;
          {% for x in profile %}{% if x[0] == 'markup' %}{{ x[1] | truncate: 3, '' }}{% endif %}{% endfor %} => &lt;b&gt;
          {{ blocks.hero }} => <h1>Hi</h1>
          {% cycle '<br>', profile.markup %} => <br>
          {% cycle profile.markup, '' %} => &lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;
          {{ profile.markup | json | slice: 0, 4 }} => &quot;&lt;b&gt;
          """)
  void inHtmlNothingOfAPersonsIsMarkup(String template, String expected) {
    assertThat(html(template)).isEqualTo(expected);
  }

  @Test
  void lineBreaksBecomeMarkupAroundEscapedText() {
    assertThat(html("{% assign x = 'a<b\n c' | newline_to_br %}{{ x }}"))
        .isEqualTo("a&lt;b<br />\n c");
    assertThat(text("{{ 'a<b\nc' | newline_to_br }}")).isEqualTo("a<b<br />\nc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          {"id":"{{ profile.id }}"} => {"id":"u1"}
          {"m":"{{ profile.markup }}"} => {"m":"<b>\\"Tom\\" & 'Jerry'</b>"}
          {"m":{{ profile.markup | json }}} => {"m":"<b>\\"Tom\\" & 'Jerry'</b>"}
          {"n":{{ profile.spend }}} => {"n":1234.50}
          {"t":{{ event.properties.tags | json }}} => {"t":["red","Blue","green"]}
          """)
  void inJsonNothingOfAPersonsEndsTheString(String template, String expected) {
    assertThat(json(template)).isEqualTo(expected);
  }

  @Test
  void aTextIsPrintedAsItIs() {
    assertThat(text("{{ profile.markup }}")).isEqualTo("<b>\"Tom\" & 'Jerry'</b>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          {{ a | upcas }} => ? 1: There is no filter 'upcas'. Did you mean 'upcase'?
          {{ a | }} => ? 1: The placeholder or tag that begins here cannot be read. Check its spelling: {{ value | filter: argument }}.
          {% iff a %} => ? 1: There is no tag 'iff'. Did you mean 'if'?
          {% fro a in b %}{% endfor %} => ? 1: There is no tag 'fro'. Did you mean 'for'?
          {% if a %} => ? 1: {% if %} is opened here and never closed. Add {% endif %}.
          {% endif %} => ? 1: {% endif %} closes nothing. Remove it, or open it with {% if %}.
          {% if a %}{% for b in c %}{% endif %} => ? 1: {% endif %} stands where {% for %} of line 1 is to be closed. Add {% endfor %} before it.
          {% include 'x' %} => ? 1: The tag 'include' would read another file, which templates cannot. Use a block of the catalog: {{ blocks.KEY }}.
          {% render 'x' %} => ? 1: The tag 'render' would read another file, which templates cannot. Use a block of the catalog: {{ blocks.KEY }}.
          {{ a => ? 1: A placeholder or tag is opened here and never closed. Close it with }} or %}.
          {{ 'a }} => ? 1: A quote is opened and never closed. Close the quote.
          {{ a & b }} => ? 1: A placeholder or tag holds a character that Liquid does not know. Check the spelling: {{ value | filter: argument }}.
          {{ a | append }} => ? 1: The filter 'append' takes 1 arguments, not 0. Write {{ value | append: argument, … }}.
          {{ a | default: 'x', alow_false: true }} => ? 1: The filter 'default' has no argument 'alow_false'. Did you mean 'allow_false'?
          {% for a in b limt: 3 %}{% endfor %} => ? 1: A loop has no attribute 'limt'. Did you mean 'limit'?
          """)
  void aMistakeIsSaidWhenTheTemplateIsCompiled(String template, String expected) {
    assertThat(text(template)).isEqualTo(expected);
  }

  @Test
  void aMistakeNamesItsLine() {
    assertThat(text("Hi\n\n<b>{{ a\n | upcas }}")).startsWith("? 4: There is no filter 'upcas'");
    assertThat(text("Hi\n{% iff %}")).startsWith("? 2: There is no tag 'iff'");
    assertThat(text("Hi 🎉\n{% liquid\n  assign a = 1\n  echo a | upcas\n%}"))
        .startsWith("? 4: There is no filter 'upcas'");
    assertThat(text("a\n{% if a %}\nb")).startsWith("? 2: {% if %} is opened here");
    assertThat(text("a\nb {{ c\n")).startsWith("? 2: A placeholder or tag is opened here");
  }

  @Test
  void theLiquidTagIsATagPerLine() {
    assertThat(
            text(
                """
                {% liquid
                  assign n = 2
                  # a note

                  for i in (1..n)
                    echo i
                  endfor
                %}!\
                """))
        .isEqualTo("12!");
  }

  @Test
  void personalValuesWithoutADefaultAreListed() {
    String template =
        """
        {{ profile.name }} {{ profile.name | upcase }} {{ account.plan }} {{ event.x }}
        {{ profile.city | default: 'there' }} {{ profile.id }}
        {% if profile.age %}{{ profile.age }}{% endif %}
        {% unless profile.zip == blank %}{{ profile.zip }}{% endunless %}
        """;
    assertThat(Liquid.compile(template))
        .isInstanceOfSatisfying(
            Compiled.Ok.class,
            ok ->
                assertThat(ok.missingDefaults())
                    .isEqualTo(List.of("account.plan", "profile.name")));
  }

  @Test
  void theSourceIsKept() {
    assertThat(Liquid.compile("Hi {{ profile.name }}"))
        .isInstanceOfSatisfying(
            Compiled.Ok.class,
            ok -> assertThat(ok.wording().source()).isEqualTo("Hi {{ profile.name }}"));
  }

  @Test
  void nowIsTheModelsAndWithoutOneTheRenderingFails() {
    assertThat(Liquid.compile("{{ 'now' | date: '%Y' }}"))
        .isInstanceOfSatisfying(
            Compiled.Ok.class,
            ok ->
                assertThat(ok.wording().render(Fields.EMPTY))
                    .isEqualTo(
                        new Rendered.Failed(
                            "the template asks for the time, but its model has no 'now'")));
  }

  @Test
  void theMachinesLanguageAndZoneChangeNothing() {
    String template =
        "{{ 'TITLE I' | downcase }} {{ 'i' | upcase }} {{ now | date: '%A %B %H %c' }} {{ 1234.5 }}";
    String usual = text(template);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(text(template)).isEqualTo(usual);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void oneTemplateRendersInManyThreadsAtOnce() {
    String template =
        "{% for i in (1..50) %}{% cycle 'a', 'b' %}{{ event.properties.items[forloop.index0].name |"
            + " default: '-' }}{% increment n %}{% endfor %}";
    if (Liquid.compile(template) instanceof Compiled.Ok ok) {
      Rendered alone = ok.wording().render(Written.MODEL);
      assertThat(
              IntStream.range(0, 500)
                  .parallel()
                  .mapToObj(_ -> ok.wording().render(Written.MODEL))
                  .distinct()
                  .toList())
          .containsExactly(alone);
    }
  }
}
