package dev.throughline.condition;

import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Equality and order of values: numbers by value, text that is a date as a moment where it meets
/// one, nothing equal only to nothing.
final class Comparisons {
  /// Two values that have no order.
  private static final int UNORDERED = Integer.MIN_VALUE;

  private Comparisons() {}

  static boolean holds(Comparison comparison, Value a, Value b, ZoneId zone, Notes notes) {
    if (comparison == Comparison.EQUAL) {
      return equal(a, b, zone, notes);
    }
    if (comparison == Comparison.NOT_EQUAL) {
      return !equal(a, b, zone, notes);
    }
    if (a.isNothing() || b.isNothing()) {
      return false;
    }
    int order = order(a, b, zone);
    if (order == UNORDERED) {
      notes.mismatch();
      return false;
    }
    return holds(comparison, order);
  }

  /// Whether a comparison holds of values whose order has the sign of `order`.
  static boolean holds(Comparison comparison, int order) {
    return switch (comparison) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static boolean equal(Value a, Value b, ZoneId zone, Notes notes) {
    if (same(a, b, zone)) {
      return true;
    }
    if (!a.isNothing() && !b.isNothing() && !areOfOneKind(a, b, zone)) {
      notes.mismatch();
    }
    return false;
  }

  /// Whether two values are equal, without an opinion on their types.
  static boolean same(Value a, Value b, ZoneId zone) {
    return switch (a) {
      case Text(String x) ->
          b instanceof Text(String y) ? x.equals(y) : b instanceof Moment && order(a, b, zone) == 0;
      case Int(long x) ->
          b instanceof Int(long y) ? x == y : b instanceof Decimal && Numbers.compare(a, b) == 0;
      case Decimal _ -> Numbers.isNumber(b) && Numbers.compare(a, b) == 0;
      case Bool(boolean x) -> b instanceof Bool(boolean y) && x == y;
      case Nothing _ -> b.isNothing();
      case Moment _ -> order(a, b, zone) == 0;
      case Span(Duration x) -> b instanceof Span(Duration y) && x.equals(y);
      case Items(List<Value> x) -> b instanceof Items(List<Value> y) && same(x, y, zone);
      case Fields(Map<String, Value> x) ->
          b instanceof Fields(Map<String, Value> y) && same(x, y, zone);
    };
  }

  private static boolean same(List<Value> x, List<Value> y, ZoneId zone) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!same(x.get(i), y.get(i), zone)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Map<String, Value> x, Map<String, Value> y, ZoneId zone) {
    return x.size() == y.size()
        && x.entrySet().stream()
            .allMatch(entry -> {
              Value other = y.get(entry.getKey());
              return other != null && same(entry.getValue(), other, zone);
            });
  }

  private static int order(Value a, Value b, ZoneId zone) {
    return switch (a) {
      case Int _, Decimal _ -> Numbers.isNumber(b) ? Numbers.compare(a, b) : UNORDERED;
      case Text(String x) ->
          b instanceof Text(String y)
              ? Integer.signum(x.compareTo(y))
              : b instanceof Moment ? moments(a, b, zone) : UNORDERED;
      case Moment _ -> moments(a, b, zone);
      case Span(Duration x) -> b instanceof Span(Duration y) ? x.compareTo(y) : UNORDERED;
      case Bool(boolean x) -> b instanceof Bool(boolean y) ? Boolean.compare(x, y) : UNORDERED;
      case Nothing _, Items _, Fields _ -> UNORDERED;
    };
  }

  private static int moments(Value a, Value b, ZoneId zone) {
    Instant x = Times.moment(a, zone);
    Instant y = Times.moment(b, zone);
    return x == null || y == null ? UNORDERED : x.compareTo(y);
  }

  private static boolean areOfOneKind(Value a, Value b, ZoneId zone) {
    return switch (a) {
      case Items _ -> b instanceof Items;
      case Fields _ -> b instanceof Fields;
      case Nothing _, Bool _, Text _, Int _, Decimal _, Moment _, Span _ ->
          order(a, b, zone) != UNORDERED;
    };
  }
}
