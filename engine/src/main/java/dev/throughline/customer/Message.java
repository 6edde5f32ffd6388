package dev.throughline.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One arrival at a send and what became of it. The `id` is the send key.
///
/// @param channel the channel chosen; null while none is
/// @param purpose consent purpose of the journey at the decision
/// @param decidedAt when the last decision was taken
/// @param address where it went: an e-mail address, a number, a device token; empty if none is
///   needed
/// @param exposure what was so of the person when it was sent
public record Message(
    String id,
    String journey,
    int version,
    String instance,
    String step,
    @Nullable String channel,
    String purpose,
    Instant arrivedAt,
    Instant decidedAt,
    Outcome outcome,
    String address,
    Exposure exposure) {

  /// How a send was decided; `HELD` is the only one that a later decision replaces.
  public enum Outcome {
    SENT,
    GHOST,
    HELD,
    DROPPED
  }
}
