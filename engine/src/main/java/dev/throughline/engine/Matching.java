package dev.throughline.engine;

import dev.throughline.customer.Instance;
import dev.throughline.journey.Trigger.EventMatch;
import org.jspecify.annotations.Nullable;

/// Whether the event at hand is the one that a document asks for.
final class Matching {
  private Matching() {}

  static boolean matches(Turn turn, EventMatch match, @Nullable Instance instance) {
    if (turn.event == null || !turn.event.name().equals(match.event())) {
      return false;
    }
    return match.where() == null
        || turn.holds(
            match.where(),
            turn.evaluation(turn.event, instance),
            instance == null ? match.event() : instance.journey);
  }
}
