package dev.throughline.condition;

import dev.throughline.condition.Expr.Arithmetic.Operator;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic on values of any type: what has no result is nothing, and counted unless an operand
/// was missing.
final class Arithmetics {
  /// The longest text and list that a condition may build: doubling in a macro would not end.
  static final int MAX_TEXT_LENGTH = 100_000;

  static final int MAX_ITEMS = 10_000;

  private Arithmetics() {}

  static Value apply(Operator operator, Value a, Value b, ZoneId zone, Notes notes) {
    if (a.isNothing() || b.isNothing()) {
      return Nothing.NOTHING;
    }
    return counted(result(operator, a, b, zone), notes);
  }

  static Value negate(Value operand, Notes notes) {
    return switch (operand) {
      case Nothing nothing -> nothing;
      case Span(Duration span) -> counted(added(Duration.ZERO, span.negated()), notes);
      case Value.Int _, Value.Decimal _ -> counted(Numbers.negate(operand), notes);
      case Value.Bool _, Text _, Moment _, Items _, Value.Fields _ -> counted(null, notes);
    };
  }

  /// The value, or nothing and a mismatch.
  static Value counted(@Nullable Value result, Notes notes) {
    if (result == null) {
      notes.mismatch();
      return Nothing.NOTHING;
    }
    return result;
  }

  private static @Nullable Value result(Operator operator, Value a, Value b, ZoneId zone) {
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Numbers.apply(operator, a, b);
    }
    return switch (operator) {
      case ADD -> sum(a, b, zone);
      case SUBTRACT -> difference(a, b, zone);
      case MULTIPLY, DIVIDE, MODULO -> null;
    };
  }

  private static @Nullable Value sum(Value a, Value b, ZoneId zone) {
    if (a instanceof Text(String x) && b instanceof Text(String y)) {
      return x.length() + y.length() > MAX_TEXT_LENGTH ? null : new Text(x + y);
    }
    if (a instanceof Items(List<Value> x) && b instanceof Items(List<Value> y)) {
      return concatenated(x, y);
    }
    if (b instanceof Span(Duration span)) {
      return a instanceof Span(Duration other)
          ? added(other, span)
          : moved(Times.moment(a, zone), span);
    }
    return a instanceof Span(Duration span) ? moved(Times.moment(b, zone), span) : null;
  }

  private static @Nullable Value concatenated(List<Value> x, List<Value> y) {
    if (x.size() + y.size() > MAX_ITEMS) {
      return null;
    }
    List<Value> all = new ArrayList<>(x);
    all.addAll(y);
    return new Items(all);
  }

  private static @Nullable Value difference(Value a, Value b, ZoneId zone) {
    if (b instanceof Span(Duration span)) {
      return a instanceof Span(Duration other)
          ? added(other, span.negated())
          : moved(Times.moment(a, zone), span.negated());
    }
    Instant end = Times.moment(a, zone);
    Instant start = Times.moment(b, zone);
    return end == null || start == null ? null : Times.bounded(Duration.between(start, end));
  }

  private static @Nullable Span added(Duration a, Duration b) {
    return Times.bounded(a) == null || Times.bounded(b) == null ? null : Times.bounded(a.plus(b));
  }

  private static @Nullable Moment moved(@Nullable Instant instant, Duration span) {
    return instant == null || Times.bounded(instant) == null || Times.bounded(span) == null
        ? null
        : Times.bounded(instant.plus(span));
  }
}
