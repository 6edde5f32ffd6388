package dev.throughline.http.words;

import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Compare;
import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.condition.Expr.Window;
import dev.throughline.condition.Metric;
import dev.throughline.event.Value;

/// Comparisons in words; the common ones as people say them.
final class Comparing {
  private Comparing() {}

  static String of(Compare compare, Words words) {
    return switch (compare.left()) {
      case Expr.Count(Metric metric, Window window)
          when compare.right() instanceof Expr.Literal(Value.Int(long number)) ->
          counted(compare.operator(), number, words.event(metric), Words.in(window));
      case Expr left when compare.right() instanceof Expr.Literal(Value.Nothing _) ->
          words.of(left) + (compare.operator() == Comparison.EQUAL ? " is not known" : " is known");
      case Expr left ->
          "%s %s %s"
              .formatted(words.of(left), operator(compare.operator()), words.of(compare.right()));
    };
  }

  private static String counted(Comparison operator, long number, String event, String window) {
    String times =
        switch (operator) {
          case EQUAL -> number == 0 ? "" : "exactly " + times(number);
          case NOT_EQUAL -> number == 0 ? "at least once" : "not " + times(number);
          case LESS -> "less than " + times(number);
          case LESS_OR_EQUAL -> "at most " + times(number);
          case GREATER -> number == 0 ? "at least once" : "more than " + times(number);
          case GREATER_OR_EQUAL -> "at least " + times(number);
        };
    return times.isEmpty()
        ? "no %s %s".formatted(event, window)
        : "%s %s %s".formatted(event, times, window);
  }

  private static String times(long number) {
    return number == 1 ? "once" : number == 2 ? "twice" : number + " times";
  }

  private static String operator(Comparison operator) {
    return switch (operator) {
      case EQUAL -> "is";
      case NOT_EQUAL -> "is not";
      case LESS -> "is less than";
      case LESS_OR_EQUAL -> "is at most";
      case GREATER -> "is more than";
      case GREATER_OR_EQUAL -> "is at least";
    };
  }
}
