package dev.throughline.condition;

import dev.throughline.condition.Expr.Variable.Name;
import dev.throughline.condition.Expr.Window;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One walk over an expression that collects what it reads.
final class Reading {
  /// The traits that a person's zone comes from (rule T3): local times and days depend on them.
  private static final List<String> ZONE_TRAITS = List.of("address", "phone", "timezone");

  /// No month is longer, so that no window is longer than it is counted here.
  private static final int LONGEST_MONTH_DAYS = 31;

  /// Clocks change, and the date line moves.
  private static final Duration SLACK = Duration.ofDays(2);

  private final TreeSet<String> traits = new TreeSet<>();
  private final TreeSet<String> events = new TreeSet<>();
  private final TreeMap<String, Metric> metrics = new TreeMap<>();
  private final TreeSet<String> firsts = new TreeSet<>();
  private final TreeSet<String> lasts = new TreeSet<>();
  private final TreeSet<String> segments = new TreeSet<>();
  private final TreeSet<String> audiences = new TreeSet<>();
  private final TreeSet<String> scores = new TreeSet<>();
  private final TreeMap<String, Duration> reach = new TreeMap<>();
  private boolean allTraits;
  private boolean account;
  private boolean consent;
  private boolean session;
  private boolean time;

  Reads reads() {
    return new Reads(
        fixed(traits),
        allTraits,
        fixed(events),
        List.copyOf(metrics.values()),
        Collections.unmodifiableSortedMap(reach),
        fixed(firsts),
        fixed(lasts),
        fixed(segments),
        fixed(audiences),
        fixed(scores),
        account,
        consent,
        session,
        time);
  }

  private static SortedSet<String> fixed(SortedSet<String> names) {
    return Collections.unmodifiableSortedSet(names);
  }

  void read(Expr expr) {
    switch (expr) {
      case Expr.Literal _, Expr.Bound _ -> {}
      case Expr.Variable(Name name) -> variable(name);
      case Expr.Select(Expr target, String field) -> field(target, field);
      case Expr.Has(Expr target, String field) -> field(target, field);
      case Expr.Index(Expr target, Expr key) -> index(target, key);
      case Expr.In(Expr element, Expr collection) -> in(element, collection);
      case Expr.Not(Expr operand) -> read(operand);
      case Expr.Negate(Expr operand) -> read(operand);
      case Expr.Matches(Expr text, _) -> read(text);
      case Expr.And(List<Expr> operands) -> operands.forEach(this::read);
      case Expr.Or(List<Expr> operands) -> operands.forEach(this::read);
      case Expr.ListOf(List<Expr> elements) -> elements.forEach(this::read);
      case Expr.Call(_, List<Expr> arguments) -> arguments.forEach(this::read);
      case Expr.Compare(_, Expr left, Expr right) -> read(List.of(left, right));
      case Expr.Arithmetic(_, Expr left, Expr right) -> read(List.of(left, right));
      case Expr.Conditional(Expr condition, Expr then, Expr otherwise) ->
          read(List.of(condition, then, otherwise));
      case Expr.FieldsOf(List<Expr.FieldsOf.Entry> entries) ->
          entries.forEach(entry -> read(List.of(entry.key(), entry.value())));
      case Expr.Comprehension(_, Expr range, _, Expr condition, Expr transform) -> {
        read(List.of(range, condition));
        if (transform != null) {
          read(transform);
        }
      }
      case Expr.Did(Metric metric, Window window) -> metric(metric, window);
      case Expr.Count(Metric metric, Window window) -> metric(metric, window);
      case Expr.Sum(Metric metric, Window window) -> metric(metric, window);
      case Expr.Engaged(Metric metric, Window window) -> metric(metric, window);
      case Expr.First(String event) -> event(event, firsts);
      case Expr.Last(String event) -> event(event, lasts);
      case Expr.DaysSince(String event) -> {
        event(event, lasts);
        time = true;
      }
      case Expr.InSegment(String segment) -> segments.add(segment);
      case Expr.MemberOf(String audience) -> audiences.add(audience);
      case Expr.Score(String score) -> {
        scores.add(score);
        traits.add(score);
        traits.add(score.replace('-', '_'));
      }
      case Expr.Consented _ -> {
        consent = true;
        // What holds where nothing was said depends on where the person lives.
        traits.addAll(ZONE_TRAITS);
      }
      case Expr.Session _ -> {
        session = true;
        time = true;
      }
      case Expr.LocalTimeOfDay _ -> {
        time = true;
        traits.addAll(ZONE_TRAITS);
      }
    }
  }

  private void read(List<Expr> parts) {
    parts.forEach(this::read);
  }

  private void variable(Name name) {
    switch (name) {
      case PROFILE -> allTraits = true;
      case ACCOUNT -> account = true;
      case NOW -> time = true;
      case EVENT, ENTRY, INSTANCE -> {}
    }
  }

  private void field(Expr target, String field) {
    if (isProfile(target)) {
      traits.add(field);
    } else {
      read(target);
    }
  }

  private void index(Expr target, Expr key) {
    if (isProfile(target) && key instanceof Expr.Literal(Value.Text(String field))) {
      traits.add(field);
    } else {
      read(List.of(target, key));
    }
  }

  private void in(Expr element, Expr collection) {
    if (isProfile(collection) && element instanceof Expr.Literal(Value.Text(String field))) {
      traits.add(field);
    } else {
      read(List.of(element, collection));
    }
  }

  private static boolean isProfile(Expr target) {
    return target instanceof Expr.Variable(Name name) && name == Name.PROFILE;
  }

  private void event(String event, SortedSet<String> kept) {
    events.add(event);
    kept.add(event);
  }

  private void metric(Metric metric, Window window) {
    metrics.put(metric.key(), metric);
    events.addAll(metric.events());
    if (window.span() != null) {
      reach.merge(metric.key(), longest(window.span()), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      time = true;
      if (!window.span().days().isZero()) {
        traits.addAll(ZONE_TRAITS);
      }
    }
  }

  /// How long a window can be at most: `P2Y` may hold 731 days.
  @SuppressWarnings("JavaPeriodGetDays")
  private static Duration longest(CalendarSpan span) {
    long days = span.days().toTotalMonths() * LONGEST_MONTH_DAYS + span.days().getDays();
    return Duration.ofDays(days).plus(span.clock()).plus(SLACK);
  }
}
