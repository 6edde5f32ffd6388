package dev.throughline.laws;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.governance.Zones;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A naive oracle: evaluates the conditions of the random segments from scratch, over all that is
/// known of one person at one moment.
final class Recount {
  private final List<Event> events;
  private final Map<String, Trait> traits;
  private final Function<String, Condition> segments;
  private final ZoneId zone;
  private final Instant at;

  Recount(
      List<Event> events,
      Map<String, Trait> traits,
      Function<String, Condition> segments,
      ZoneId workspace,
      Instant at) {
    Customer known = new Customer(new CustomerId("recount"));
    known.traits.putAll(traits);
    this.events = events;
    this.traits = traits;
    this.segments = segments;
    this.zone = Zones.of(known, workspace);
    this.at = at;
  }

  boolean isIn(String segment) {
    return holds(segments.apply(segment).expr());
  }

  private boolean holds(Expr expr) {
    return switch (expr) {
      case Expr.Not(Expr operand) -> !holds(operand);
      case Expr.And(List<Expr> operands) -> operands.stream().allMatch(this::holds);
      case Expr.Or(List<Expr> operands) -> operands.stream().anyMatch(this::holds);
      case Expr.InSegment(String segment) -> isIn(segment);
      case Expr.Did(var metric, var window) -> !inWindow(metric, window).isEmpty();
      case Expr.Compare(Comparison operator, Expr left, Expr right) ->
          compare(operator, value(left, null), value(right, null));
      default -> throw new IllegalStateException("The random segments have no " + expr);
    };
  }

  private Value value(Expr expr, @org.jspecify.annotations.Nullable Event event) {
    return switch (expr) {
      case Expr.Literal(Value value) -> value;
      case Expr.Count(var metric, var window) -> Value.of((long) inWindow(metric, window).size());
      case Expr.Sum(var metric, var window) -> {
        BigDecimal sum = BigDecimal.ZERO;
        for (Event each : inWindow(metric, window)) {
          sum = sum.add(number(each.properties().get(String.valueOf(metric.property()))));
        }
        yield Value.of(sum);
      }
      case Expr.Select(Expr.Variable(Expr.Variable.Name name), String field)
          when name == Expr.Variable.Name.PROFILE -> {
        Trait trait = traits.get(field);
        yield trait == null ? Value.Nothing.NOTHING : trait.value();
      }
      case Expr.Select(Expr.Select _, String field) when event != null ->
          event.properties().get(field);
      default -> throw new IllegalStateException("The random segments have no " + expr);
    };
  }

  private List<Event> inWindow(dev.throughline.condition.Metric metric, Expr.Window window) {
    return events.stream()
        .filter(event -> metric.events().contains(event.name()))
        .filter(event -> !event.at().isAfter(at))
        .filter(event -> window.span() == null || window.span().after(event.at(), zone).isAfter(at))
        .filter(event -> metric.where() == null || holdsOf(metric.where(), event))
        .toList();
  }

  private boolean holdsOf(Expr where, Event event) {
    return where instanceof Expr.Compare(Comparison operator, Expr left, Expr right)
        && compare(operator, value(left, event), value(right, event));
  }

  private static BigDecimal number(Value value) {
    return switch (value) {
      case Value.Int(long whole) -> BigDecimal.valueOf(whole);
      case Value.Decimal(BigDecimal decimal) -> decimal;
      default -> BigDecimal.ZERO;
    };
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Int || value instanceof Value.Decimal;
  }

  private static boolean compare(Comparison operator, Value left, Value right) {
    if (!isNumber(left) || !isNumber(right)) {
      return operator == Comparison.EQUAL && left.equals(right);
    }
    int order = number(left).compareTo(number(right));
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
