package dev.throughline.codec.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiquidSemanticsTest {
  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiterString = "=>",
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      textBlock =
          """
          {{ profile.name | capitalize }} => Ada lovelace
          {{ 'mY tItLe' | capitalize }} => My title
          {{ profile.name | upcase }} => ADA LOVELACE
          {{ 'ÄÖß' | downcase }} => äöß
          {{ profile.age }} => 36
          {{ profile.spend }} => 1234.50
          {{ profile.gold }} => true
          {{ event.properties.total }} => 20.5
          {{ event['properties']['total'] }} => 20.5
          {{ event.properties.items[0].name }} => Cup
          {{ event.properties.items[-1].name }} => Ant
          {{ event.properties.items.first.name }} => Cup
          {{ event.properties.items.last.name }} => Ant
          {{ event.properties.items.size }} => 3
          {{ profile.name.size }} => 12
          {{ event.properties.tags }} => redBluegreen
          {{ event.properties.tags | join: ', ' }} => red, Blue, green
          {{ event.properties.tags | sort | join: ' ' }} => Blue green red
          {{ event.properties.tags | sort_natural | join: ' ' }} => Blue green red
          {{ event.properties.tags | reverse | first }} => green
          {{ event.properties.items | map: 'name' | join: '-' }} => Cup-Bowl-Ant
          {{ event.properties.items | sort: 'price' | map: 'name' | join }} => Bowl Ant Cup
          {{ event.properties.items | where: 'kind', 'b' | map: 'name' | join }} => Cup Ant
          {{ event.properties.items | where: 'price' | size }} => 3
          {{ event.properties.items | reject: 'kind', 'b' | map: 'name' | join }} => Bowl
          {{ event.properties.items | sum: 'price' }} => 6
          {{ event.properties.items | map: 'kind' | uniq | join }} => b a
          {{ event.properties.tags | concat: event.properties.tags | size }} => 6
          {{ 'a,b,,' | split: ',' | size }} => 2
          {{ 'abc' | split: '' | join: '.' }} => a.b.c
          {{ words | split: ' ' | join: '_' }} => The_quick_brown_fox
          {{ words | strip }} => The quick  brown fox
          {{ words | strip | truncatewords: 2 }} => The quick...
          {{ 'Ground control to Major Tom.' | truncate: 20 }} => Ground control to...
          {{ 'Ground control to Major Tom.' | truncate: 25, ', and so on' }} => Ground control, and so on
          {{ 'Ground control' | truncate: 2 }} => ...
          {{ 'Liquid' | slice: 2 }} => q
          {{ 'Liquid' | slice: 2, 5 }} => quid
          {{ 'Liquid' | slice: -3, 2 }} => ui
          {{ 'Liquid' | slice: 99 }}. => .
          {{ 'a-b-c' | replace: '-', '+' }} => a+b+c
          {{ 'a-b-c' | replace_first: '-', '+' }} => a+b-c
          {{ 'a-b-c' | replace_last: '-', '+' }} => a-b+c
          {{ 'a-b-c' | remove: '-' }} => abc
          {{ 'a-b-c' | remove_first: '-' }} => ab-c
          {{ 'a-b-c' | remove_last: '-' }} => a-bc
          {{ 'file' | append: '.html' | prepend: '/' }} => /file.html
          {{ '<p>' | escape }} => &lt;p&gt;
          {{ '1 < 2 &amp; 3' | escape_once }} => 1 &lt; 2 &amp; 3
          {{ html | strip_html }} => Hi you
          {{ 'john@liquid.com a' | url_encode }} => john%40liquid.com+a
          {{ '%27Stop%21%27+said' | url_decode }} => 'Stop!' said
          {{ 'one two' | base64_encode }} => b25lIHR3bw==
          {{ 'b25lIHR3bw==' | base64_decode }} => one two
          {{ -17 | abs }} => 17
          {{ 4 | at_least: 5 }}{{ 4 | at_most: 3 }} => 53
          {{ 1.2 | ceil }}{{ 1.9 | floor }} => 21
          {{ -7 | divided_by: 2 }} => -4
          {{ 20 | divided_by: 7 }} => 2
          {{ 20 | divided_by: 7.0 }} => 2.857142857142857
          {{ 3 | modulo: 2 }}{{ -3 | modulo: 2 }} => 11
          {{ 183.357 | round: 2 }} => 183.36
          {{ 2.5 | round }}{{ 2.4 | round }} => 32
          {{ 4 | plus: 2 }}{{ '4' | minus: 1 }} => 63
          {{ 0.1 | plus: 0.2 }} => 0.3
          {{ 3 | times: 2.5 }} => 7.5
          {{ 9223372036854775807 | plus: 1 }} => 9223372036854775808
          {{ profile.missing | default: 'you' }} => you
          {{ profile.nothing | default: 'you' }} => you
          {{ profile.empty | default: 'you' }} => you
          {{ profile.lapsed | default: true }} => true
          {{ profile.lapsed | default: true, allow_false: true }} => false
          {{ profile.missing | capitalize | default: 'you' }} => you
          {{ profile.missing.deeper.still | default: 'you' }} => you
          {{ profile.missing | default: profile.name }} => ada lovelace
          [{{ profile.empty }}] => []
          [{{ profile.missing | default: '' }}] => []
          {{ 0 | default: 5 }} => 0
          {% if profile.empty %}true{% endif %} => true
          {% if profile.missing %}yes{% else %}no{% endif %} => no
          {% if profile.missing.x > 3 %}yes{% else %}no{% endif %} => no
          {% if 0 %}true{% endif %} => true
          {% if profile.missing == nil %}nil{% endif %} => nil
          {% if profile.empty == empty %}empty{% endif %} => empty
          {% if profile.missing == blank %}blank{% endif %} => blank
          {% if event.properties.none == empty %}none{% endif %} => none
          {% if profile.age == 36.0 %}same{% endif %} => same
          {% if profile.age == '36' %}same{% else %}text{% endif %} => text
          {% if profile.name contains 'love' %}yes{% endif %} => yes
          {% if event.properties.tags contains 'red' %}yes{% endif %} => yes
          {% if true or false and false %}right to left{% endif %} => right to left
          {% unless profile.lapsed %}here{% endunless %} => here
          {% if false %}a{% elsif profile.age >= 36 %}b{% else %}c{% endif %} => b
          {% case profile.age %}{% when 1, 36 %}x{% else %}y{% endcase %} => x
          {% case 'z' %}{% when 'a' or 'b' %}x{% else %}y{% endcase %} => y
          {% for i in (1..3) %}{{ i }}{% endfor %} => 123
          {% for i in (1..3) reversed %}{{ i }}{% endfor %} => 321
          {% for i in (1..9) limit: 2 offset: 3 %}{{ i }}{% endfor %} => 45
          {% for i in (1..4) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %} => 134
          {% for i in (1..4) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %} => 12
          {% for i in (1..1000000) %}{{ i }}{% break %}{% endfor %} => 1
          {% for t in event.properties.tags %}{{ forloop.index }}/{{ forloop.length }};{% endfor %} => 1/3;2/3;3/3;
          {% for t in event.properties.tags %}{{ t }}{% unless forloop.last %}, {% endunless %}{% endfor %} => red, Blue, green
          {% for t in event.properties.none %}x{% else %}nobody{% endfor %} => nobody
          {% for t in profile.missing %}x{% else %}nobody{% endfor %} => nobody
          {% for a in (1..2) %}{% for b in (1..2) %}{{ forloop.parentloop.index }}{{ b }};{% endfor %}{% endfor %} => 11;12;21;22;
          {% for i in (1..4) limit: 2 %}{{ i }}{% endfor %}{% for i in (1..4) offset: continue %}{{ i }}{% endfor %} => 1234
          {% for p in event.properties.items[0] %}{{ p[0] }}={{ p[1] }};{% endfor %} => kind=b;name=Cup;price=3;
          {% for i in (1..4) %}{% cycle 'a', 'b' %}{% endfor %} => abab
          {% for i in (1..3) %}{% ifchanged %}{{ i | divided_by: 2 }}{% endifchanged %}{% endfor %} => 01
          {% assign x = 'a' | append: 'b' %}{{ x }} => ab
          {% capture x %}{{ profile.age }}!{% endcapture %}{{ x }}{{ x | size }} => 36!3
          {% increment n %}{% increment n %}{% decrement m %} => 01-1
          {% raw %}{{ x }}{% endraw %} => {{ x }}
          a{% comment %}{{ x | nope }}{% endcomment %}b => ab
          a{% # a note %}b => ab
          a {{- 'b' -}} c => abc
          {% liquid assign a = 1 %}{{ a }} => 1
          {% echo 'a' | upcase %} => A
          {% abort_message('no stock') %} => ! aborted: no stock
          {% abort_message "no stock" %} => ! aborted: no stock
          {% abort_message %} => ! aborted
          {{ 'now' | date: '%Y-%m-%d %H:%M:%S' }} => 2026-03-05 07:08:09
          {{ now | date: '%-d %b %y' }} => 5 Mar 26
          {{ now }} => 2026-03-05T07:08:09Z
          {{ 'March 14, 2016' | date: '%b %d, %y' }} => Mar 14, 16
          {{ '2016-01-31' | date: '%A, %B %-d, %Y' }} => Sunday, January 31, 2016
          {{ '2026-07-01T10:00:00+02:00' | date: '%H:%M %z' }} => 10:00 +0200
          {{ 1152098955 | date: '%m/%d/%Y' }} => 07/05/2006
          {{ 'tomorrow-ish' | date: '%Y' }} => tomorrow-ish
          {{ now | date: '%j %U %e|%l %p %s %%' }} => 064 09  5| 7 AM 1772694489 %
          {{ now | time_zone: 'America/New_York' | date: '%H:%M %z' }} => 02:08 -0500
          {{ emoji | size }} => 12
          {{ '🎉🎉🎉' | truncate: 2, '' }} => 🎉🎉
          {{ '🎉a' | slice: 0 }} => 🎉
          {{ 'שלום' | append: ' עולם' }} => שלום עולם
          {{ event.properties.items[0] | json }} => {"kind":"b","name":"Cup","price":3}
          """)
  void liquidMeansHereWhatItMeansElsewhere(String template, String expected) {
    assertThat(Written.text(template)).isEqualTo(expected);
  }
}
