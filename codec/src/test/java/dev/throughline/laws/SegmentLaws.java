package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Catalog;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import dev.throughline.customer.Trait;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.simulation.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Segments kept incrementally are those computed from scratch, to the millisecond, at every moment
/// at which anything happens or a window slides past an event.
final class SegmentLaws {
  private static final int MAX_MOMENTS = 400;

  private SegmentLaws() {}

  /// A change of a trait: by an event, or by a step of a journey.
  private record Change(Instant applied, String trait, Trait to) {}

  static void membershipIsThatOfARecount(Case each) {
    for (List<String> lines : Crowd.single(each.lines())) {
      check(each.withLines(lines));
    }
  }

  private static void check(Case alone) {
    Played played = Played.of(alone);
    Map<Event, Instant> applied = applied(alone, played.catalog());
    List<Change> changes = changes(applied, played.facts());
    if (applied.isEmpty() || isAmbiguous(changes)) {
      return;
    }
    Instant first = applied.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    Instant start = alone.from() != null && alone.from().isAfter(first) ? alone.from() : first;
    for (Instant at : moments(applied.keySet(), played)) {
      if (!at.isBefore(start) && !at.isAfter(played.ended().clock())) {
        checkAt(played, applied, changes, at);
      }
    }
  }

  private static void checkAt(
      Played played, Map<Event, Instant> applied, List<Change> changes, Instant at) {
    Map<String, Boolean> told = new TreeMap<>();
    for (Fact fact : played.facts()) {
      if (!fact.at().isAfter(at)) {
        switch (fact.what()) {
          case What.SegmentEntered(String segment) -> told.put(segment, true);
          case What.SegmentLeft(String segment) -> told.put(segment, false);
          default -> {}
        }
      }
    }
    Map<String, Trait> traits = new TreeMap<>();
    for (Change change : changes) {
      Trait known = traits.get(change.trait());
      if (!change.applied().isAfter(at)
          && (known == null || !known.at().isAfter(change.to().at()))) {
        traits.put(change.trait(), change.to());
      }
    }
    List<Event> events =
        applied.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(at))
            .map(Map.Entry::getKey)
            .toList();
    Catalog catalog = played.catalog();
    var recount =
        new Recount(
            events, traits, segment -> condition(catalog, segment), catalog.workspace().zone(), at);
    for (String segment : catalog.documents().segments().keySet()) {
      assertThat(told.getOrDefault(segment, false))
          .as("in %s at %s: %s", segment, at, condition(catalog, segment).text())
          .isEqualTo(recount.isIn(segment));
    }
  }

  private static Condition condition(Catalog catalog, String segment) {
    var found = catalog.documents().segments().get(segment);
    if (found == null) {
      throw new IllegalStateException("No segment " + segment);
    }
    return found.when();
  }

  /// Each event once, in the order in which they act (rules T1 and T2).
  private static Map<Event, Instant> applied(Case alone, Catalog catalog) {
    Map<Event, Instant> applied = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    for (Arrival arrival : alone.arrivals()) {
      if (arrival instanceof Arrival.OfEvent(Event event)) {
        events.add(event);
      }
    }
    events.sort(
        Comparator.comparing((Event event) -> appliedAt(catalog, event)).thenComparing(Event::at));
    TreeSet<String> ids = new TreeSet<>();
    for (Event event : events) {
      if (ids.add(event.messageId())) {
        applied.put(event, appliedAt(catalog, event));
      }
    }
    return applied;
  }

  private static Instant appliedAt(Catalog catalog, Event event) {
    Instant latest =
        catalog.workspace().maxLateness().after(event.at(), catalog.workspace().zone());
    return event.receivedAt().isAfter(latest) ? event.receivedAt() : event.at();
  }

  private static List<Change> changes(Map<Event, Instant> applied, List<Fact> facts) {
    List<Change> changes = new ArrayList<>();
    applied.forEach((event, at) -> {
      if (event.type() != Event.Type.GROUP) {
        event
            .traits()
            .values()
            .forEach(
                (name, value) -> changes.add(new Change(at, name, new Trait(value, event.at()))));
      }
    });
    for (Fact fact : facts) {
      if (fact.what() instanceof What.ProfileUpdated(_, Value.Fields set, List<String> unset)) {
        set.values()
            .forEach((name, value) ->
                changes.add(new Change(fact.at(), name, new Trait(value, fact.at()))));
        unset.forEach(name ->
            changes.add(new Change(fact.at(), name, new Trait(Value.Nothing.NOTHING, fact.at()))));
      }
    }
    changes.sort(Comparator.comparing(Change::applied));
    return changes;
  }

  /// An event and a journey that set the same trait at the same moment: the facts do not tell which
  /// came first.
  private static boolean isAmbiguous(List<Change> changes) {
    TreeSet<String> seen = new TreeSet<>();
    return changes.stream().anyMatch(change -> !seen.add(change.trait() + change.to().at()));
  }

  private static Set<Instant> moments(Iterable<Event> events, Played played) {
    TreeSet<Instant> moments = new TreeSet<>();
    played.facts().forEach(fact -> moments.add(fact.at()));
    Set<CalendarSpan> spans = new TreeSet<>();
    played
        .catalog()
        .documents()
        .segments()
        .values()
        .forEach(segment -> spans(segment.when().expr(), spans));
    for (Event event : events) {
      moments.add(event.at());
      moments.add(event.receivedAt());
      for (CalendarSpan span : spans) {
        Instant leaves = span.after(event.at(), played.catalog().workspace().zone());
        moments.add(leaves.minusMillis(1));
        moments.add(leaves);
        moments.add(leaves.plusMillis(1));
      }
    }
    while (moments.size() > MAX_MOMENTS) {
      moments.pollLast();
    }
    return moments;
  }

  private static void spans(Expr expr, Set<CalendarSpan> spans) {
    switch (expr) {
      case Expr.Not(Expr operand) -> spans(operand, spans);
      case Expr.And(List<Expr> operands) -> operands.forEach(each -> spans(each, spans));
      case Expr.Or(List<Expr> operands) -> operands.forEach(each -> spans(each, spans));
      case Expr.Compare(_, Expr left, _) -> spans(left, spans);
      case Expr.Did(_, var window) -> add(window, spans);
      case Expr.Count(_, var window) -> add(window, spans);
      case Expr.Sum(_, var window) -> add(window, spans);
      default -> {}
    }
  }

  private static void add(Expr.Window window, Set<CalendarSpan> spans) {
    if (window.span() != null) {
      spans.add(window.span());
    }
  }
}
