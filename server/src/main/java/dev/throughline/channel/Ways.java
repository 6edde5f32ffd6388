package dev.throughline.channel;

import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The ways out of the house that are set up: a provider for a channel, or none and its messages
/// stay in the outbox.
///
/// @param byChannel what carries the letters of a channel
public record Ways(SortedSet<String> kept, Map<String, Function<Letter, Carrier.Carried>> byChannel)
    implements Carrier {
  public Ways {
    kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    byChannel = Collections.unmodifiableMap(new TreeMap<>(byChannel));
  }

  /// Nothing leaves on a channel that is not here; a journey that needs it cannot be published.
  public Set<String> channels() {
    Set<String> channels = new TreeSet<>(kept);
    channels.addAll(byChannel.keySet());
    return channels;
  }

  @Override
  public Carried carry(Letter letter) {
    Function<Letter, Carried> way = byChannel.get(letter.channel());
    return way == null
        ? new Carried(Settlement.FAILED, "No provider is set up for " + letter.channel(), null)
        : way.apply(letter);
  }

  /// Closes the connections of those that hold any.
  public void close() {
    for (Function<Letter, Carried> way : byChannel.values()) {
      if (way instanceof Carriage carriage) {
        carriage.close();
      }
    }
  }
}
