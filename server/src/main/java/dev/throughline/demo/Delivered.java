package dev.throughline.demo;

import dev.throughline.engine.Fact;
import org.jspecify.annotations.Nullable;

/// A message that has reached somebody of this world.
record Delivered(
    String message, int human, String journey, String step, String channel, long atMs) {

  /// Null for every other fact.
  static @Nullable Delivered of(Fact fact) {
    int human = Human.numberIn(fact.customer().value());
    return human >= 0
            && fact.what()
                instanceof
                Fact.What.MessageFeedback(
                    var place,
                    String step,
                    String message,
                    String channel,
                    String feedback,
                    _)
            && feedback.equals("delivered")
        ? new Delivered(message, human, place.journey(), step, channel, fact.at().toEpochMilli())
        : null;
  }
}
