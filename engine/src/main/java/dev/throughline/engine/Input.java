package dev.throughline.engine;

import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;

/// Everything that can happen to one customer. Time arrives with it; the engine reads no clock.
public sealed interface Input {
  /// An event of this customer; identity has been resolved.
  record Happened(Event event) implements Input {}

  /// Time has passed: whatever is due acts.
  record TimePassed() implements Input {}

  /// Start of a journey through the API.
  record Start(String journey, Fields properties) implements Input {}

  /// The person is to be forgotten.
  record Erase() implements Input {}
}
