package dev.throughline.simulation;

import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import java.time.Instant;

/// One line of a simulation's input.
public sealed interface Arrival {
  Instant at();

  record OfEvent(Event event) implements Arrival {
    @Override
    public Instant at() {
      return event.at();
    }
  }

  /// The start of a journey through the API, for one user.
  record OfStart(String userId, String journey, Fields properties, Instant at) implements Arrival {}
}
