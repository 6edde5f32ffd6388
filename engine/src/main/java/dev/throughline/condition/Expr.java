package dev.throughline.condition;

import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition after parsing and type-checking: what the engine evaluates. Built by the codec from
/// CEL text; every reference in it has been checked against the catalog.
public sealed interface Expr {
  record Literal(Value value) implements Expr {}

  /// A variable of contract section 3.
  record Variable(Name name) implements Expr {
    public enum Name {
      PROFILE,
      ACCOUNT,
      EVENT,
      ENTRY,
      INSTANCE,
      NOW
    }
  }

  /// A variable that a macro binds: the `e` of `list.exists(e, …)`.
  record Bound(String name) implements Expr {}

  /// `target.field`; a missing field is `Nothing`.
  record Select(Expr target, String field) implements Expr {}

  /// `has(target.field)`.
  record Has(Expr target, String field) implements Expr {}

  record Not(Expr operand) implements Expr {}

  record And(List<Expr> operands) implements Expr {}

  record Or(List<Expr> operands) implements Expr {}

  record Conditional(Expr condition, Expr then, Expr otherwise) implements Expr {}

  record Compare(Comparison operator, Expr left, Expr right) implements Expr {
    public enum Comparison {
      EQUAL,
      NOT_EQUAL,
      LESS,
      LESS_OR_EQUAL,
      GREATER,
      GREATER_OR_EQUAL
    }
  }

  record Arithmetic(Operator operator, Expr left, Expr right) implements Expr {
    public enum Operator {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE,
      MODULO
    }
  }

  record Negate(Expr operand) implements Expr {}

  /// `element in collection`: a member of a list, a key of an object.
  record In(Expr element, Expr collection) implements Expr {}

  record Index(Expr target, Expr key) implements Expr {}

  record ListOf(List<Expr> elements) implements Expr {}

  record FieldsOf(List<Entry> entries) implements Expr {
    public record Entry(Expr key, Expr value) {}
  }

  /// A function or method of CEL's standard library, receiver first.
  record Call(Function function, List<Expr> arguments) implements Expr {
    public enum Function {
      SIZE,
      STARTS_WITH,
      ENDS_WITH,
      CONTAINS,
      INT,
      UINT,
      DOUBLE,
      STRING,
      BOOL,
      TIMESTAMP,
      DURATION,
      FULL_YEAR,
      MONTH,
      DATE,
      DAY_OF_MONTH,
      DAY_OF_WEEK,
      DAY_OF_YEAR,
      HOURS,
      MINUTES,
      SECONDS,
      MILLISECONDS
    }
  }

  /// `text.matches(pattern)`: whether the pattern is found somewhere in the text.
  record Matches(Expr text, TextPattern pattern) implements Expr {}

  /// A macro over a list (or an object's keys): `all`, `exists`, `exists_one`, `map`, `filter`.
  ///
  /// @param transform only for `map`: what each element becomes; `condition` is then the optional
  ///   filter, or a literal `true`
  record Comprehension(
      Macro macro, Expr range, String variable, Expr condition, @Nullable Expr transform)
      implements Expr {
    public enum Macro {
      ALL,
      EXISTS,
      EXISTS_ONE,
      MAP,
      FILTER
    }
  }

  record InSegment(String segment) implements Expr {}

  /// `did(event, window[, where])`.
  record Did(Metric metric, Window window) implements Expr {}

  /// `count(event, window[, where])`.
  record Count(Metric metric, Window window) implements Expr {}

  /// `sum(event, property, window[, where])`.
  record Sum(Metric metric, Window window) implements Expr {}

  /// `first(event)`: the event by event time, or `Nothing`.
  record First(String event) implements Expr {}

  /// `last(event)`.
  record Last(String event) implements Expr {}

  /// `days_since(event)`: whole 24-hour days since the last one, or `Nothing` if there was none.
  record DaysSince(String event) implements Expr {}

  /// `engaged(channel, window)`: opened, clicked, tapped or replied on the channel.
  record Engaged(Metric metric, Window window) implements Expr {}

  /// `score(key)`: for now a trait of that name.
  record Score(String score) implements Expr {}

  record Consented(String purpose, String channel) implements Expr {}

  record MemberOf(String audience) implements Expr {}

  /// `session()`: the events of the current visit, oldest first.
  record Session() implements Expr {}

  /// `local_time()`: the time of day in the customer's zone as `HH:mm`.
  record LocalTimeOfDay() implements Expr {}

  /// `P30D`, or `ever` where `span` is null.
  record Window(@Nullable CalendarSpan span) {
    public static final Window EVER = new Window(null);
  }
}
