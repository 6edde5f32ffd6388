package dev.throughline.journey;

import dev.throughline.condition.Condition;
import dev.throughline.event.CalendarSpan;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a person leaves before the last step; null where the exit was not given or waived (`none`).
/// At one instant the order is: goal, disqualified, superseded, time limit, max messages (rule E3).
public record Exits(
    @Nullable Test goal,
    @Nullable Test disqualified,
    @Nullable Superseded superseded,
    @Nullable CalendarSpan timeLimit,
    @Nullable Integer maxMessages) {

  /// An exit by event or by condition.
  public sealed interface Test {
    record ByEvent(Trigger.EventMatch match) implements Test {}

    record ByCondition(Condition when) implements Test {}
  }

  /// Which journeys end this one when the person enters them.
  public sealed interface Superseded {
    record ByHigherPriority() implements Superseded {}

    record ByJourneys(Set<String> journeys) implements Superseded {
      public ByJourneys {
        journeys = Set.copyOf(journeys);
      }
    }
  }
}
