package dev.throughline.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a person is in one segment, since when, and the next moment at which that could change
/// without any event (null: only an event can change it).
public record Membership(boolean in, @Nullable Instant since, @Nullable Instant recheckAt) {
  /// What holds of a segment that a person has no membership of.
  public static final Membership NEVER = new Membership(false, null, null);
}
