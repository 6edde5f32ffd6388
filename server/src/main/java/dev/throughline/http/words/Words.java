package dev.throughline.http.words;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Window;
import dev.throughline.condition.Metric;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// What a part of a condition is called, as a phrase within a sentence.
final class Words {
  private final Named named;

  Words(Named named) {
    this.named = named;
  }

  /// A condition, or a value that one compares.
  String of(Expr expr) {
    return switch (expr) {
      case Expr.Literal(Value value) -> literal(value);
      case Expr.Variable(Expr.Variable.Name name) -> variable(name);
      case Expr.Bound(String name) -> name;
      case Expr.Select(Expr target, String field) -> selected(target, field);
      case Expr.Has(Expr target, String field) -> "there is " + selected(target, field);
      case Expr.Not(Expr operand) -> "not: " + of(operand);
      case Expr.And(List<Expr> operands) -> joined(operands, " and ");
      case Expr.Or(List<Expr> operands) -> joined(operands, " or ");
      case Expr.Conditional(Expr when, Expr then, Expr otherwise) ->
          "%s if %s, else %s".formatted(of(then), of(when), of(otherwise));
      case Expr.Compare compare -> Comparing.of(compare, this);
      case Expr.Arithmetic(var operator, Expr left, Expr right) ->
          "%s %s %s".formatted(of(left), symbol(operator), of(right));
      case Expr.Negate(Expr operand) -> "minus " + of(operand);
      case Expr.In(Expr element, Expr.ListOf(List<Expr> choices)) ->
          "%s is one of %s"
              .formatted(
                  of(element), Phrases.listed(choices.stream().map(this::of).toList(), "or"));
      case Expr.In(Expr element, Expr collection) ->
          "%s is in %s".formatted(of(element), of(collection));
      case Expr.Index(Expr target, Expr key) -> "%s %s".formatted(of(target), of(key));
      case Expr.ListOf(List<Expr> elements) -> joined(elements, ", ");
      case Expr.FieldsOf _ -> "an object";
      case Expr.Call call -> called(call);
      case Expr.Matches(Expr text, var pattern) -> "%s matches %s".formatted(of(text), pattern);
      case Expr.Comprehension comprehension -> comprehended(comprehension);
      case Expr.InSegment(String segment) -> "is in " + named.of("segment", segment);
      case Expr.Did(Metric metric, Window window) -> "%s %s".formatted(event(metric), in(window));
      case Expr.Count(Metric metric, Window window) ->
          "the number of %s %s".formatted(event(metric), in(window));
      case Expr.Sum(Metric metric, Window window) ->
          "the sum of %s over %s %s".formatted(property(metric), event(metric), in(window));
      case Expr.First(String event) -> "the first " + event;
      case Expr.Last(String event) -> "the last " + event;
      case Expr.DaysSince(String event) -> "the days since the last " + event;
      case Expr.Engaged(Metric metric, Window window) ->
          "%s %s".formatted(event(metric), in(window));
      case Expr.Score(String score) -> "the score " + named.of("score", score);
      case Expr.Consented(String purpose, String channel) ->
          "may be sent %s by %s".formatted(purpose, Phrases.channel(channel));
      case Expr.MemberOf(String audience) -> "is in the audience " + named.of("audience", audience);
      case Expr.Session _ -> "the current visit";
      case Expr.LocalTimeOfDay _ -> "the person's local time";
    };
  }

  private String joined(List<Expr> operands, String between) {
    return operands.stream().map(this::of).collect(Collectors.joining(between));
  }

  String event(Metric metric) {
    String events = Phrases.listed(metric.events(), "or");
    return metric.where() == null ? events : events + " where " + of(metric.where());
  }

  private static String property(Metric metric) {
    String property = metric.property();
    return property == null ? "nothing" : Phrases.humanised(property);
  }

  static String in(Window window) {
    return window.span() == null ? "ever" : "in the last " + Phrases.span(window.span());
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Text(String text) -> "“" + text + "”";
      case Value.Nothing _ -> "nothing";
      case Value.Bool(boolean truth) -> truth ? "true" : "false";
      case Value.Int(long number) -> Long.toString(number);
      case Value.Decimal(BigDecimal number) -> plain(number);
      case Value.Moment _, Value.Span _, Value.Items _, Value.Fields _ -> JsonValues.write(value);
    };
  }

  /// Without the zero that makes a whole number a decimal.
  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }

  private static String variable(Expr.Variable.Name name) {
    return switch (name) {
      case PROFILE -> "the profile";
      case ACCOUNT -> "the account";
      case EVENT -> "the event";
      case ENTRY -> "the entry";
      case INSTANCE -> "the run's value";
      case NOW -> "now";
    };
  }

  private String selected(Expr target, String field) {
    String name = Phrases.humanised(field);
    return switch (target) {
      case Expr.Variable whole -> selected(whole.name(), name);
      case Expr.Select(Expr.Variable variable, String part)
          when part.equals("properties") || part.equals("traits") ->
          selected(variable, field);
      case Expr.Select(Expr.Variable(Expr.Variable.Name whole), String part)
          when whole == Expr.Variable.Name.PROFILE ->
          Phrases.humanised(part) + " " + name;
      default -> field.equals("at") ? "the time of " + of(target) : of(target) + "'s " + name;
    };
  }

  private static String selected(Expr.Variable.Name whole, String name) {
    return switch (whole) {
      case PROFILE -> name;
      case ACCOUNT -> "the account's " + name;
      case EVENT -> "the event's " + name;
      case ENTRY -> "the entry's " + name;
      case INSTANCE, NOW -> variable(whole) + " " + name;
    };
  }

  private String called(Expr.Call call) {
    String first = call.arguments().isEmpty() ? "" : of(call.arguments().getFirst());
    String second = call.arguments().size() < 2 ? "" : of(call.arguments().get(1));
    return switch (call.function()) {
      case SIZE -> "the size of " + first;
      case STARTS_WITH -> first + " starts with " + second;
      case ENDS_WITH -> first + " ends with " + second;
      case CONTAINS -> first + " contains " + second;
      case INT, UINT, DOUBLE, STRING, BOOL, TIMESTAMP, DURATION -> first;
      case FULL_YEAR -> "the year of " + first;
      case MONTH -> "the month of " + first;
      case DATE, DAY_OF_MONTH -> "the day of the month of " + first;
      case DAY_OF_WEEK -> "the weekday of " + first;
      case DAY_OF_YEAR -> "the day of the year of " + first;
      case HOURS -> "the hours of " + first;
      case MINUTES -> "the minutes of " + first;
      case SECONDS -> "the seconds of " + first;
      case MILLISECONDS -> "the milliseconds of " + first;
    };
  }

  private String comprehended(Expr.Comprehension comprehension) {
    String range = of(comprehension.range());
    String condition = of(comprehension.condition());
    return switch (comprehension.macro()) {
      case ALL -> "for all of %s: %s".formatted(range, condition);
      case EXISTS -> "for some of %s: %s".formatted(range, condition);
      case EXISTS_ONE -> "for just one of %s: %s".formatted(range, condition);
      case MAP, FILTER -> "those of " + range;
    };
  }

  private static String symbol(Expr.Arithmetic.Operator operator) {
    return switch (operator) {
      case ADD -> "plus";
      case SUBTRACT -> "minus";
      case MULTIPLY -> "times";
      case DIVIDE -> "divided by";
      case MODULO -> "modulo";
    };
  }
}
