package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Liquid.Compiled;
import dev.throughline.condition.Wording;
import dev.throughline.condition.Wording.Rendered;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A model to render over, and renderings as one line: the text, or `!` and why it failed.
final class Written {
  static final Fields MODEL =
      fields(
          Map.of(
              "profile",
              fields(
                  Map.of(
                      "id", Value.of("u1"),
                      "name", Value.of("ada lovelace"),
                      "empty", Value.of(""),
                      "markup", Value.of("<b>\"Tom\" & 'Jerry'</b>"),
                      "gold", Value.of(true),
                      "lapsed", Value.of(false),
                      "nothing", Value.Nothing.NOTHING,
                      "age", Value.of(36),
                      "spend", decimal("1234.50"))),
              "event",
              fields(
                  Map.of(
                      "properties",
                      fields(
                          Map.of(
                              "total", decimal("20.5"),
                              "items",
                                  items(
                                      item("Cup", 3, "b"),
                                      item("Bowl", 1, "a"),
                                      item("Ant", 2, "b")),
                              "tags", items(Value.of("red"), Value.of("Blue"), Value.of("green")),
                              "none", items())))),
              "words",
              Value.of("  The quick  brown fox  "),
              "html",
              Value.of("<p>Hi <b>you</b></p><script>x()</script>"),
              "emoji",
              Value.of("👩‍👩‍👧 שלום 🎉"),
              "blocks",
              fields(Map.of("hero", Value.of("<h1>Hi</h1>"))),
              "now",
              new Value.Moment(Instant.parse("2026-03-05T07:08:09Z"))));

  private Written() {}

  static Fields fields(Map<String, Value> values) {
    return new Fields(values);
  }

  static Items items(Value... values) {
    return new Items(List.of(values));
  }

  static Value decimal(String digits) {
    return Value.of(new BigDecimal(digits));
  }

  private static Value item(String name, long price, String kind) {
    return fields(Map.of("name", Value.of(name), "price", Value.of(price), "kind", Value.of(kind)));
  }

  static String text(String template) {
    return of(Liquid.compile(template));
  }

  static String html(String template) {
    return of(Liquid.compileHtml(template));
  }

  static String json(String template) {
    return of(Liquid.compileJson(template));
  }

  static String of(Compiled compiled) {
    return switch (compiled) {
      case Compiled.Ok(Wording wording, _) ->
          switch (wording.render(MODEL)) {
            case Rendered.Done(String text) -> text;
            case Rendered.Failed(String why) -> "! " + why;
          };
      case Compiled.Wrong(int line, String message, String remedy) ->
          "? %d: %s. %s".formatted(line, message, remedy);
    };
  }
}
