package dev.throughline.analytics;

import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one call that are not here yet, each with its position: of one number, events come
/// before the facts that follow from them.
///
/// @param last the highest number among them; -1 where there are none
record Batch(List<PlacedFact> facts, List<PlacedEvent> events, long last) {
  record PlacedFact(long position, Fact fact) {}

  record PlacedEvent(
      long position, String customer, @Nullable String formerly, Event event, String json) {}

  boolean isEmpty() {
    return facts.isEmpty() && events.isEmpty();
  }

  static Batch after(long applied, List<NumberedFact> facts, List<NumberedEvent> events) {
    List<PlacedFact> placedFacts = new ArrayList<>(facts.size());
    List<PlacedEvent> placedEvents = new ArrayList<>(events.size());
    long last = -1;
    int fact = 0;
    int event = 0;
    while (fact < facts.size() || event < events.size()) {
      long number = Math.min(number(facts, fact), numberOf(events, event));
      if (number < last) {
        throw new IllegalStateException("Number %d comes after %d".formatted(number, last));
      }
      last = number;
      int part = 0;
      for (; numberOf(events, event) == number; event++) {
        NumberedEvent next = events.get(event);
        if (number > applied) {
          placedEvents.add(
              new PlacedEvent(
                  Position.of(number, part++),
                  next.customer(),
                  next.formerly(),
                  next.event(),
                  next.json()));
        }
      }
      for (; number(facts, fact) == number; fact++) {
        if (number > applied) {
          placedFacts.add(new PlacedFact(Position.of(number, part++), facts.get(fact).fact()));
        }
      }
    }
    return new Batch(placedFacts, placedEvents, last);
  }

  private static long number(List<NumberedFact> facts, int index) {
    return index < facts.size() ? facts.get(index).number() : Long.MAX_VALUE;
  }

  private static long numberOf(List<NumberedEvent> events, int index) {
    return index < events.size() ? events.get(index).number() : Long.MAX_VALUE;
  }
}
