package dev.throughline.codec.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.throughline.codec.liquid.Liquid.Compiled;
import dev.throughline.condition.Wording.Rendered;
import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTemplatesTest {
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% include '/etc/passwd' %}",
        "{% include '../../secret' %}",
        "{% include profile.name %}",
        "{% render '/etc/passwd' %}",
        "{% include_relative secret.txt %}",
        "{% layout 'x' %}",
        "{% section 'x' %}",
        "{% connected_content http://169.254.169.254/ :save x %}",
        "{% assign x = 'a' | file_read %}",
        "{{ '/etc/passwd' | read }}",
        "{{ '/etc/passwd' | file }}",
        "{{ 'id' | exec }}",
        "{{ 'id' | system }}",
        "{{ 'x' | eval }}",
        "{{ 'HOME' | env }}",
        "{{ 'a' | sample }}",
        "{{ 'a' | shuffle }}",
        "{{ 'a' | random }}",
        "{{ 'a' | where_exp: 'x', 'true' }}",
        "{{ '/a' | absolute_url }}",
        "{{ T(java.lang.Runtime) }}",
        "{{ ''.getClass() }}",
        "{{ new java.io.File('x') }}",
        "{% java %}x{% endjava %}",
        "{{ [profile] }}",
        "{{ 999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
            + "99999999999999999999 }}",
      })
  void whatWouldReachOutsideIsNoTemplate(String template) {
    assertThat(Liquid.compile(template)).isInstanceOf(Compiled.Wrong.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile.class",
        "profile.getClass",
        "profile.class.classLoader",
        "profile['class']",
        "profile.name.class",
        "profile.name.bytes",
        "profile.name.chars",
        "profile.values",
        "profile.entrySet",
        "event.properties.items.class",
        "event.properties.items.getFirst",
        "event.properties.items['stream']",
        "now.class",
        "now.epochSecond",
        "profile.spend.unscaledValue",
        "forloop.class",
        "self",
        "this",
        "env",
        "ENV.HOME",
        "system.properties",
        "context.environment",
        "site.url",
        "__proto__",
        "profile.__proto__",
        "constructor.constructor",
        "size",
      })
  void nothingButTheModelIsThere(String name) {
    assertThat(Written.text("{{ " + name + " }}")).startsWith("! ").contains("is missing");
    assertThat(Written.text("{{ " + name + " | default: 'no' }}")).isEqualTo("no");
  }

  static Stream<String> greedy() {
    String doubling = "{% assign x = x | append: x %}".repeat(40);
    return Stream.of(
        "{% for i in (1..10001) %}{% endfor %}",
        "{% for i in (1..2000000000) %}{% endfor %}",
        "{% for i in (1..99999999999999999999) %}{% endfor %}",
        "{% for i in (-2000000000..2000000000) reversed %}{% endfor %}",
        "{% for a in (1..200) %}{% for b in (1..200) %}{% endfor %}{% endfor %}",
        "{% for a in (1..99) %}{% for b in (1..99) %}{% for c in (1..99) %}{% endfor %}{% endfor %}"
            + "{% endfor %}",
        "{% for a in (1..9999) %}{{ words }}{{ words }}{{ words }}{% endfor %}",
        "{% assign x = 'aaaaaaaa' %}" + doubling,
        "{% assign x = 'aaaaaaaa' %}" + doubling + "{{ x }}",
        "{% capture x %}aaaaaaaa{% endcapture %}"
            + "{% capture x %}{{ x }}{{ x }}{% endcapture %}".repeat(40),
        "{% assign x = 'aaaaaaaa' %}" + "{% assign x = x | replace: 'a', x %}".repeat(10),
        "{% assign x = 'aaaaaaaa' %}" + "{% assign x = x | prepend: x %}".repeat(40),
        "{% assign x = 'a b' | split: ' ' %}" + "{% assign x = x | concat: x %}".repeat(40),
        "{% assign x = 'abcdefgh' %}{% for i in (1..9999) %}{% assign x = x | append: 'abcdefgh'"
            + " | append: x | truncate: 200000 %}{% endfor %}",
        "{% assign x = 'a' %}"
            + "{% assign x = x | append: x %}".repeat(17)
            + "{% for i in (1..9999) %}{% assign y = x | split: '' | sort | uniq | join: ',' %}"
            + "{% endfor %}",
        "{% assign x = '<' %}"
            + "{% assign x = x | append: x %}".repeat(17)
            + "{{ x | escape }}{{ x | escape | escape | escape | escape }}",
        "{% assign x = 10 %}{% for i in (1..9999) %}{% assign x = x | times: x %}{% endfor %}",
        "{% assign x = '%Y' %}"
            + "{% assign x = x | append: x %}".repeat(12)
            + "{{ 'now' | date: x }}",
        "{% tablerow i in event.properties.items cols: 0 %}{% for j in (1..9999) %}{% endfor %}"
            + "{% endtablerow %}",
        "{{ 1 | divided_by: 0 }}",
        "{{ 1 | modulo: 0 }}",
        "{{ '%' | url_decode }}",
        "{{ '!' | base64_decode }}",
        "{{ now | time_zone: 'Mars/Olympus' }}",
        "{% abort_message profile.missing %}");
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void whatTakesTooMuchFailsSoonAndSaysWhy(String template) {
    Assertions.assertTimeoutPreemptively(
        AT_MOST, () -> assertThat(Written.text(template)).startsWith("! ").hasSizeLessThan(200));
  }

  static Stream<String> deep() {
    return Stream.of(
        "{% if true %}".repeat(51) + "{% endif %}".repeat(51),
        "{% if true %}".repeat(10_000) + "{% endif %}".repeat(10_000),
        "{% if true %}".repeat(15_000),
        "{% for a in (1..2) %}".repeat(60) + "{% endfor %}".repeat(60),
        "{% capture x %}".repeat(60) + "{% endcapture %}".repeat(60),
        "{% ifchanged %}".repeat(60) + "{% endifchanged %}".repeat(60),
        "{% if " + "(".repeat(5_000) + "a" + ")".repeat(5_000) + " %}{% endif %}",
        "{{ " + "a[".repeat(5_000) + "0" + "]".repeat(5_000) + " }}",
        "{% if a" + " and a".repeat(20_000) + " %}{% endif %}",
        "{{ a" + ".b".repeat(50_000) + " }}",
        "{{ a" + " | upcase".repeat(5_000) + " }}",
        "{% " + "liquid ".repeat(10_000) + " %}",
        "{% " + "liquid ".repeat(200) + "echo 1 %}",
        "{{" + "{{".repeat(20_000),
        "{%" + "{%".repeat(20_000),
        " ".repeat(200_000),
        "\n".repeat(200_000) + "{{ a }}",
        "x".repeat(Liquid.MAX_SOURCE_CHARS + 1),
        "{{ '" + "a".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("deep")
  void whatIsTooDeepOrTooLongIsNoTemplate(String template) {
    Assertions.assertTimeoutPreemptively(
        AT_MOST, () -> assertThat(Liquid.compile(template)).isInstanceOf(Compiled.Wrong.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in (1..10000) %}{% endfor %}ok",
        "{% for a in (1..99) %}{% for b in (1..99) %}{% endfor %}{% endfor %}ok",
        "{% for i in (1..10000) %}{% break %}{% endfor %}ok",
        "{{ '<' | strip_html | strip_html }}ok",
        "{{ now | date: '%999999999d' | size }}ok",
        "{{ 1.5 | round: 999999999 }}ok",
        "{{ 'a' | truncate: 99999999999999999999 }}ok",
        "{{ 'a' | slice: -99999999999999999999, 99999999999999999999 }}ok",
        "{{ '\u0000\u202e\ud800' }}ok",
      })
  void whatIsOddButSmallIsRendered(String template) {
    assertThat(Written.text(template)).endsWith("ok").doesNotStartWith("!");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 2000})
  void aLongTemplateIsReadInReasonableTime(int lines) {
    String template =
        "<p>Hello {{ profile.name | default: 'x' }}, and more text.</p>\n".repeat(lines);
    Assertions.assertTimeoutPreemptively(
        AT_MOST, () -> assertThat(Liquid.compileHtml(template)).isInstanceOf(Compiled.Ok.class));
  }

  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "-%}",
          "{%-",
          " if ",
          " endif ",
          " for ",
          " in ",
          "(1..3)",
          " endfor ",
          "|",
          ":",
          ",",
          ".",
          "'",
          "\"",
          "a",
          "profile.name",
          " default ",
          " assign ",
          "=",
          "==",
          "[",
          "]",
          "(",
          ")",
          "\n",
          " raw ",
          " endraw ",
          " liquid ",
          " case ",
          " when ",
          "1",
          "-",
          "🎉",
          "#",
          "&",
          "<",
          "abort_message",
          " capture ",
          "x",
          " comment ",
          "?");

  @Seeds(2000)
  void noTextWhateverBreaksTheCompilerOrTheRenderer(long seed, SplittableRandom random) {
    StringBuilder template = new StringBuilder();
    int length = random.nextInt(1, 30);
    for (int i = 0; i < length; i++) {
      template.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    assertThatCode(
            () -> {
              if (Liquid.compileHtml(template.toString()) instanceof Compiled.Ok ok) {
                assertThat(ok.wording().render(Written.MODEL)).isInstanceOf(Rendered.class);
              }
            })
        .as("%s", template)
        .doesNotThrowAnyException();
  }
}
