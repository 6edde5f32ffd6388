package dev.throughline.runtime;

import dev.throughline.customer.Identifier;
import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the store says of the people that coming events are of, read at once and side by side,
/// before the events are applied one by one. It holds until the store is next written to.
final class Ahead {
  /// Fewer events are as well looked up one by one.
  private static final int MIN_EVENTS = 32;

  static final Ahead NOTHING = new Ahead(new Part[0]);

  private final Part[] parts;

  /// What one thread read.
  private static final class Part {
    /// Message ids and identifiers; empty where the store has none.
    final Map<Layers.Key, byte[]> seen = new HashMap<>();

    final Map<Layers.Key, byte[]> owners = new HashMap<>();
    final Map<Long, Person> people = new HashMap<>();
  }

  private Ahead(Part[] parts) {
    this.parts = parts;
  }

  static Ahead of(Store store, List<Event> events, Shards shards) {
    if (events.size() < MIN_EVENTS) {
      return NOTHING;
    }
    Part[] parts = new Part[shards.count()];
    shards.each(share -> parts[share] = read(store, share(events, share, shards.count())));
    return new Ahead(parts);
  }

  private static List<Event> share(List<Event> events, int share, int of) {
    int from = Math.toIntExact((long) events.size() * share / of);
    int to = Math.toIntExact((long) events.size() * (share + 1) / of);
    return events.subList(from, to);
  }

  private static Part read(Store store, List<Event> events) {
    Part part = new Part();
    List<byte[]> messages = new ArrayList<>(events.size());
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (Event event : events) {
      messages.add(Keys.message(event.messageId()));
      String user = event.userId();
      if (user != null) {
        identifiers.add(Identifier.user(user));
      }
      String visitor = event.anonymousId();
      if (visitor != null) {
        identifiers.add(Identifier.anonymous(visitor));
      }
    }
    keep(part.seen, messages, store.get(Family.SEEN, messages));
    List<byte[]> names = identifiers.stream().map(Keys::identifier).toList();
    List<byte @Nullable []> found = store.get(Family.IDENTITY, names);
    keep(part.owners, names, found);
    Set<Long> numbers = new LinkedHashSet<>();
    for (byte[] owner : found) {
      if (owner != null) {
        numbers.add(Keys.number(owner));
      }
    }
    List<Long> wanted = List.copyOf(numbers);
    List<byte @Nullable []> states =
        store.get(Family.PEOPLE, wanted.stream().map(Keys::number).toList());
    for (int i = 0; i < wanted.size(); i++) {
      byte[] state = states.get(i);
      if (state != null) {
        part.people.put(wanted.get(i), People.read(wanted.get(i), state));
      }
    }
    return part;
  }

  private static void keep(
      Map<Layers.Key, byte[]> into, List<byte[]> keys, List<byte @Nullable []> values) {
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      into.put(new Layers.Key(keys.get(i)), value == null ? Layers.GONE : value);
    }
  }

  /// What the store has under a key, `Layers.GONE` if nothing; null if that was not read.
  byte @Nullable [] get(Family family, Layers.Key key) {
    for (Part part : parts) {
      byte[] value =
          switch (family) {
            case SEEN -> part.seen.get(key);
            case IDENTITY -> part.owners.get(key);
            case META, PEOPLE, TIMERS, IMPORTED, LETTERS, OPEN, LETTERS_OF, DEAD -> null;
          };
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /// A person as the store has them; null if that was not read.
  @Nullable Person person(long number) {
    for (Part part : parts) {
      Person person = part.people.get(number);
      if (person != null) {
        return person;
      }
    }
    return null;
  }
}
