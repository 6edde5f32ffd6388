package dev.throughline.runtime;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The edge to the channels: hands letters to providers.
public interface Carrier {
  /// Channels whose letters stay in the outbox and count as delivered at once, because no provider
  /// is set up for them.
  Set<String> kept();

  /// Hands over one letter; blocks until the provider has answered or the time is up. Nothing that
  /// it throws is taken for an answer: the letter's fate is then unknown.
  Carried carry(Letter letter);

  /// What came of it.
  ///
  /// @param after when to try again, if the provider said so; only for a retry
  record Carried(Settlement settlement, String detail, @Nullable Duration after) {}
}
