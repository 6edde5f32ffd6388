package dev.throughline.runtime;

import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import java.time.Duration;
import java.time.Instant;

/// Which messages have been taken in: what happens now counts once within seven days, imported
/// history once for ever, because the same file may be imported again at any time.
final class Seen {
  /// The same message id within this time counts once (contract section 9).
  static final Duration LIVE = Duration.ofDays(7);

  private final Layers layers;

  Seen(Layers layers) {
    this.layers = layers;
  }

  /// Remembers the event.
  Sighting sight(Event event, Instant now) {
    return event.history()
        ? sightHistory(event, now)
        : isFirst(event.messageId(), now) ? Sighting.FIRST : Sighting.AGAIN;
  }

  /// Remembers a message id; whether it is new within `LIVE`.
  boolean isFirst(String messageId, Instant now) {
    byte[] key = layers.ahead().message(messageId);
    byte[] seen = layers.get(Family.SEEN, key);
    long since = seen == null ? 0 : now.toEpochMilli() - Keys.number(seen);
    if (seen != null && since <= LIVE.toMillis()) {
      return false;
    }
    layers.put(Family.SEEN, key, Keys.number(now.toEpochMilli()));
    return true;
  }

  private Sighting sightHistory(Event event, Instant now) {
    byte[] key = layers.ahead().message(event.messageId());
    long run = runOf(event);
    byte[] imported = layers.get(Family.IMPORTED, key);
    if (imported != null) {
      return run != 0 && run == Keys.number(imported) ? Sighting.RESUMED : Sighting.AGAIN;
    }
    if (!isFirst(event.messageId(), now)) {
      return Sighting.AGAIN;
    }
    layers.put(Family.IMPORTED, key, Keys.number(run));
    return Sighting.FIRST;
  }

  /// The import that brought it; 0 where it does not say.
  private static long runOf(Event event) {
    return event.context().get(Counted.RUN) instanceof Value.Text(String run)
        ? StableHash.of(run)
        : 0;
  }
}
