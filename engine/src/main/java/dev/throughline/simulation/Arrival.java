package dev.throughline.simulation;

import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a simulation's input.
public sealed interface Arrival {
  Instant at();

  record OfEvent(Event event) implements Arrival {
    @Override
    public Instant at() {
      return event.at();
    }
  }

  /// The start of a journey through the API.
  ///
  /// @param messageId the same id starts once
  /// @param userId, anonymousId one of the two is there
  record OfStart(
      String messageId,
      @Nullable String userId,
      @Nullable String anonymousId,
      String journey,
      Fields properties,
      Instant at)
      implements Arrival {
    /// Whom it names, in the form that identity is resolved from.
    Event caller() {
      return new Event(
          messageId,
          Event.Type.TRACK,
          "",
          userId,
          anonymousId,
          null,
          null,
          Fields.EMPTY,
          Fields.EMPTY,
          Fields.EMPTY,
          at,
          at,
          false);
    }
  }
}
