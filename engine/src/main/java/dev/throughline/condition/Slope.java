package dev.throughline.condition;

import dev.throughline.condition.Expr.Call.Function;
import dev.throughline.condition.Expr.Variable.Name;
import java.util.List;

/// How fast an expression moves with the clock: `now` by 1, `profile.end - now` by -1, what stands
/// still (or notes its own changes) by 0.
final class Slope {
  /// It moves in some other way.
  static final int UNKNOWN = Integer.MIN_VALUE;

  private Slope() {}

  static int of(Expr expr) {
    return switch (expr) {
      case Expr.Variable(Name name) -> name == Name.NOW ? 1 : 0;
      case Expr.Arithmetic(Expr.Arithmetic.Operator operator, Expr left, Expr right) ->
          switch (operator) {
            case ADD -> plus(of(left), of(right));
            case SUBTRACT -> plus(of(left), negated(of(right)));
            case MULTIPLY, DIVIDE, MODULO -> steady(List.of(left, right));
          };
      case Expr.Negate(Expr operand) -> negated(of(operand));
      case Expr.Conditional(Expr condition, Expr then, Expr otherwise) ->
          of(condition) == 0 && of(then) == of(otherwise) ? of(then) : UNKNOWN;
      case Expr.Call(Function function, List<Expr> arguments) -> call(function, arguments);
      case Expr.Select(Expr target, _) -> steady(List.of(target));
      case Expr.Has(Expr target, _) -> steady(List.of(target));
      case Expr.Not(Expr operand) -> steady(List.of(operand));
      case Expr.And(List<Expr> operands) -> steady(operands);
      case Expr.Or(List<Expr> operands) -> steady(operands);
      case Expr.In(Expr element, Expr collection) -> steady(List.of(element, collection));
      case Expr.Index(Expr target, Expr key) -> steady(List.of(target, key));
      case Expr.ListOf(List<Expr> elements) -> steady(elements);
      case Expr.FieldsOf(List<Expr.FieldsOf.Entry> entries) ->
          steady(entries.stream().map(Expr.FieldsOf.Entry::value).toList());
      case Expr.Matches(Expr text, _) -> steady(List.of(text));
      case Expr.Comprehension(_, Expr range, _, Expr condition, Expr transform) ->
          steady(
              transform == null ? List.of(range, condition) : List.of(range, condition, transform));
      case Expr.LocalTimeOfDay _ -> UNKNOWN;
      case Expr.Literal _,
          Expr.Bound _,
          Expr.Compare _,
          Expr.InSegment _,
          Expr.Did _,
          Expr.Count _,
          Expr.Sum _,
          Expr.First _,
          Expr.Last _,
          Expr.DaysSince _,
          Expr.Engaged _,
          Expr.Score _,
          Expr.Consented _,
          Expr.MemberOf _,
          Expr.Session _ ->
          0;
    };
  }

  private static int call(Function function, List<Expr> arguments) {
    if (Calendars.reads(function)) {
      return 0;
    }
    return function == Function.TIMESTAMP || function == Function.DURATION
        ? of(arguments.getFirst())
        : steady(arguments);
  }

  private static int steady(List<Expr> parts) {
    for (Expr part : parts) {
      if (of(part) != 0) {
        return UNKNOWN;
      }
    }
    return 0;
  }

  private static int plus(int a, int b) {
    return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a + b;
  }

  private static int negated(int slope) {
    return slope == UNKNOWN ? UNKNOWN : -slope;
  }
}
