package dev.throughline.http.words;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Evaluation;
import dev.throughline.condition.Expr;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A condition in words, as a tree that people can walk.
///
/// @param parts of what is joined or denied; empty for a test
public record ConditionWords(String words, Kind kind, List<ConditionWords> parts, Expr expr) {
  /// What joins the parts.
  public enum Kind {
    ALL("all"),
    ANY("any"),
    NOT("not"),
    TEST("test");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// How a condition turned out for one person.
  ///
  /// @param saw the value at hand; null for what joins
  public record Finding(
      String words, Kind kind, boolean holds, @Nullable String saw, List<Finding> parts) {}

  public ConditionWords {
    parts = List.copyOf(parts);
  }

  public static ConditionWords of(Condition condition, Named named) {
    return of(condition.expr(), new Words(named));
  }

  private static ConditionWords of(Expr expr, Words words) {
    return switch (expr) {
      case Expr.And(List<Expr> operands) -> joined(Kind.ALL, expr, operands, words);
      case Expr.Or(List<Expr> operands) -> joined(Kind.ANY, expr, operands, words);
      case Expr.Not(Expr.Did did) -> test(expr, "no " + words.of(did));
      case Expr.Not(Expr.InSegment in) -> test(expr, words.of(in).replaceFirst("^is", "is not"));
      case Expr.Not(Expr operand) -> {
        ConditionWords denied = of(operand, words);
        yield new ConditionWords(
            "it is not so that " + denied.words, Kind.NOT, List.of(denied), expr);
      }
      default -> test(expr, words.of(expr));
    };
  }

  private static ConditionWords test(Expr expr, String words) {
    return new ConditionWords(words, Kind.TEST, List.of(), expr);
  }

  private static ConditionWords joined(Kind kind, Expr expr, List<Expr> operands, Words words) {
    List<ConditionWords> parts = operands.stream().map(operand -> of(operand, words)).toList();
    String last = kind == Kind.ALL ? "and" : "or";
    List<String> each =
        parts.stream()
            .map(part -> part.parts.size() > 1 ? "(" + part.words + ")" : part.words)
            .toList();
    return new ConditionWords(Phrases.listed(each, last), kind, parts, expr);
  }

  /// How it turns out.
  ///
  /// @param evaluations a fresh one for each part
  public Finding found(Supplier<Evaluation> evaluations) {
    boolean holds = evaluations.get().holds(new Condition(words, expr));
    String saw = kind == Kind.TEST ? saw(evaluations.get()) : null;
    return new Finding(
        words, kind, holds, saw, parts.stream().map(part -> part.found(evaluations)).toList());
  }

  private @Nullable String saw(Evaluation evaluation) {
    Expr asked =
        switch (expr) {
          case Expr.Compare(_, Expr left, _) -> left;
          case Expr.In(Expr element, _) -> element;
          case Expr.Matches(Expr text, _) -> text;
          case Expr.Call call when !call.arguments().isEmpty() -> call.arguments().getFirst();
          case Expr.Not(Expr.Did did) -> new Expr.Count(did.metric(), did.window());
          case Expr.Did(var metric, var window) -> new Expr.Count(metric, window);
          default -> expr;
        };
    return text(evaluation.value(new Condition(words, asked)));
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Nothing _ -> "nothing";
      case Value.Text(String text) -> text;
      case Value.Bool(boolean truth) -> truth ? "yes" : "no";
      case Value.Int(long number) -> Long.toString(number);
      case Value.Decimal(BigDecimal number) -> number.toPlainString();
      case Value.Moment _, Value.Span _, Value.Items _, Value.Fields _ -> JsonValues.write(value);
    };
  }
}
