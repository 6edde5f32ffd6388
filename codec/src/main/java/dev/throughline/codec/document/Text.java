package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.codec.liquid.Liquid;
import dev.throughline.codec.liquid.Mjml;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Wording;
import dev.throughline.event.Value;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The texts of a document that mean something: conditions, Liquid, MJML.
final class Text {
  private static final Condition ALWAYS = new Condition("true", new Expr.Literal(Value.of(true)));

  /// Stands in where a text cannot be compiled.
  private static final Wording NOTHING = new JsonWording("", List.of());

  private Text() {}

  /// A condition that is true or false; null where none is given.
  static @Nullable Condition conditionOrNull(Item item, Place place) {
    return item.given() ? condition(item, place) : null;
  }

  static Condition condition(Item item, Place place) {
    String text = written(item);
    return text.isEmpty()
        ? ALWAYS
        : compiled(item, text, Conditions.compile(text, place, item.notes().known()));
  }

  /// A condition of any type; null where none is given.
  static @Nullable Condition expressionOrNull(Item item, Place place) {
    return item.given() ? expression(item, place) : null;
  }

  /// A number stands for itself, exact as written.
  static Condition expression(Item item, Place place) {
    Tree.Scalar scalar = item.scalar();
    if (scalar != null
        && (scalar.value() instanceof Value.Int || scalar.value() instanceof Value.Decimal)) {
      return new Condition(scalar.text(), new Expr.Literal(scalar.value()));
    }
    String text = written(item);
    return text.isEmpty()
        ? ALWAYS
        : compiled(item, text, Conditions.compileValue(text, place, item.notes().known()));
  }

  private static String written(Item item) {
    Tree.Scalar scalar = item.scalar();
    return scalar == null || scalar.value().isNothing() ? "" : scalar.text();
  }

  private static Condition compiled(Item item, String text, Conditions.Compiled compiled) {
    return switch (compiled) {
      case Conditions.Compiled.Ok(Condition condition) -> condition;
      case Conditions.Compiled.Wrong(var mistakes) -> {
        for (Conditions.Mistake mistake : mistakes) {
          int line = line(item, text, mistake.line(), mistake.column());
          item.notes()
              .problem(
                  line,
                  item.pointer(),
                  Severity.ERROR,
                  "condition",
                  sentence(mistake.message()),
                  sentence(mistake.remedy()));
        }
        yield ALWAYS;
      }
    };
  }

  /// A plain text with placeholders; an empty one where none is given.
  static Wording wording(Item item) {
    return wording(item, item.text(""), Liquid.compile(item.text("")));
  }

  /// HTML with placeholders.
  static Wording html(Item item) {
    return wording(item, item.text(""), Liquid.compileHtml(item.text("")));
  }

  /// JSON written as one text with placeholders.
  static Wording json(Item item) {
    return wording(item, item.text(""), Liquid.compileJson(item.text("")));
  }

  /// MJML as the HTML that it stands for.
  static Wording mjml(Item item) {
    String source = item.text("");
    return switch (Mjml.toHtml(source)) {
      case Mjml.Converted.Ok(String html) -> wording(item, source, Liquid.compileHtml(html));
      case Mjml.Converted.Wrong(int line, String message, String remedy) ->
          wrong(item, source, line, "mjml", message, remedy);
    };
  }

  private static Wording wording(Item item, String source, Liquid.Compiled compiled) {
    return switch (compiled) {
      case Liquid.Compiled.Ok(Wording wording, List<String> missingDefaults) -> {
        for (String value : new TreeSet<>(missingDefaults)) {
          item.problem(
              Severity.WARNING,
              "missing-default",
              "Without %s this text cannot be written.".formatted(value),
              "Write {{ %s | default: '…' }}.".formatted(value));
        }
        yield wording;
      }
      case Liquid.Compiled.Wrong(int line, String message, String remedy) ->
          wrong(item, source, line, "template-text", message, remedy);
    };
  }

  private static Wording wrong(
      Item item, String source, int line, String code, String message, String remedy) {
    int at = line(item, source, line, 1);
    item.notes()
        .problem(at, item.pointer(), Severity.ERROR, code, sentence(message), sentence(remedy));
    return NOTHING;
  }

  private static String sentence(String words) {
    return words.isEmpty() || words.matches("(?s).*[.?!]") ? words : words + ".";
  }

  private static int line(Item item, String text, int line, int column) {
    Tree.Scalar scalar = item.scalar();
    return scalar == null ? item.line() : scalar.script().lineOf(text, line, column);
  }
}
