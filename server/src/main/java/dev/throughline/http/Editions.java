package dev.throughline.http;

import dev.throughline.registry.Registry;
import dev.throughline.registry.Registry.Edition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// Since when each document says what it says. A change that came by another way than this API is
/// dated when it is first seen.
final class Editions {
  private final Registry registry;
  private final InstantSource clock;
  private final Map<String, Edition> known = new TreeMap<>();

  Editions(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  synchronized Edition of(Shelf shelf, String kind, String key) {
    String hash = shelf.document(kind, key).map(Shelf.Written::hash).orElse("");
    Edition last = known.get(kind + "/" + key);
    if (last == null || !last.hash().equals(hash)) {
      last = registry.edition(kind, key, hash, clock.instant(), null);
      known.put(kind + "/" + key, last);
    }
    return last;
  }

  /// Somebody has written this text.
  synchronized void written(Shelf.Written document, String by) {
    Instant now = clock.instant();
    known.put(
        document.kind() + "/" + document.key(),
        registry.edition(document.kind(), document.key(), document.hash(), now, by));
  }
}
