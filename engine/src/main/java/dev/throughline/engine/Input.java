package dev.throughline.engine;

import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import java.util.List;

/// Everything that can happen to one customer. Time arrives with it; the engine reads no clock.
public sealed interface Input {
  /// An event of this customer; identity has been resolved.
  record Happened(Event event) implements Input {}

  /// Events from before the clock started, in order: counted all together, and nothing starts by
  /// them.
  record Recalled(List<Event> events) implements Input {
    public Recalled {
      events = List.copyOf(events);
    }
  }

  /// Time has passed: whatever is due acts.
  ///
  /// @param afterEvents all events of this instant have been applied, so that time limits may act
  ///   too
  record TimePassed(boolean afterEvents) implements Input {}

  /// Start of a journey through the API.
  record Start(String journey, Fields properties) implements Input {}

  /// The person is to be forgotten.
  record Erase() implements Input {}
}
