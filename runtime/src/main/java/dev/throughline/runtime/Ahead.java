package dev.throughline.runtime;

import dev.throughline.customer.Identifier;
import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the store, and what is not written yet, say of the people that coming events are of: read
/// at once and side by side, before the events are applied one by one. It holds until what these
/// led to is kept.
final class Ahead {
  /// Fewer events are as well looked up one by one.
  private static final int MIN_EVENTS = 32;

  static final Ahead NOTHING = new Ahead(List.of(), List.of());

  private final List<Looked> events;
  private final List<Map<Long, Person>> people;
  private Looked now = Looked.NOTHING;

  /// What the store has under the keys that one event asks for; null where it has nothing.
  ///
  /// @param people those read with the event
  private record Looked(
      String messageId, Found message, List<Found> owners, Map<Long, Person> people) {
    static final Looked NOTHING = new Looked("", Found.NOTHING, List.of(), Map.of());
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Found(byte[] key, byte @Nullable [] value) {
    static final Found NOTHING = new Found(new byte[0], null);

    boolean isOf(byte[] other) {
      return Arrays.equals(key, other);
    }

    byte[] orGone() {
      return value == null ? Layers.GONE : value;
    }
  }

  /// What one thread read.
  private record Part(List<Looked> events, Map<Long, Person> people) {}

  private Ahead(List<Looked> events, List<Map<Long, Person>> people) {
    this.events = events;
    this.people = people;
  }

  /// @param known nobody is moved meanwhile
  static Ahead of(Store store, Layers layers, People known, List<Event> events, Shards shards) {
    if (events.size() < MIN_EVENTS) {
      return NOTHING;
    }
    Part[] parts = new Part[shards.count()];
    shards.each(
        share -> parts[share] = read(store, layers, known, share(events, share, shards.count())));
    List<Looked> looked = new ArrayList<>(events.size());
    List<Map<Long, Person>> people = new ArrayList<>();
    for (Part part : parts) {
      looked.addAll(part.events);
      people.add(part.people);
    }
    return new Ahead(looked, people);
  }

  private static List<Event> share(List<Event> events, int share, int of) {
    int from = Math.toIntExact((long) events.size() * share / of);
    int to = Math.toIntExact((long) events.size() * (share + 1) / of);
    return events.subList(from, to);
  }

  private static Part read(Store store, Layers layers, People known, List<Event> events) {
    List<byte[]> messages = new ArrayList<>(events.size());
    List<byte[]> names = new ArrayList<>();
    int[] namesUpTo = new int[events.size()];
    Set<Long> numbers = new LinkedHashSet<>();
    for (int i = 0; i < namesUpTo.length; i++) {
      messages.add(Keys.message(events.get(i).messageId()));
      for (Identifier identifier : identifiers(events.get(i))) {
        long likely = known.likelyOwner(identifier);
        if (likely == LikelyOwners.UNKNOWN) {
          names.add(Keys.identifier(identifier));
        } else {
          numbers.add(likely);
        }
      }
      namesUpTo[i] = names.size();
    }
    List<byte @Nullable []> seen = store.get(Family.SEEN, messages);
    List<byte @Nullable []> owners = store.get(Family.IDENTITY, names);
    for (byte[] owner : owners) {
      if (owner != null) {
        numbers.add(Keys.number(owner));
      }
    }
    numbers.removeIf(known::isInMemory);
    Map<Long, Person> people = people(store, layers, numbers);
    List<Looked> looked = new ArrayList<>(events.size());
    int name = 0;
    for (int i = 0; i < messages.size(); i++) {
      List<Found> found = new ArrayList<>(namesUpTo[i] - name);
      for (; name < namesUpTo[i]; name++) {
        found.add(new Found(names.get(name), owners.get(name)));
      }
      looked.add(
          new Looked(
              events.get(i).messageId(), new Found(messages.get(i), seen.get(i)), found, people));
    }
    return new Part(looked, people);
  }

  private static List<Identifier> identifiers(Event event) {
    List<Identifier> identifiers = new ArrayList<>(2);
    String user = event.userId();
    if (user != null) {
      identifiers.add(Identifier.user(user));
    }
    String visitor = event.anonymousId();
    if (visitor != null) {
      identifiers.add(Identifier.anonymous(visitor));
    }
    return identifiers;
  }

  private static Map<Long, Person> people(Store store, Layers layers, Set<Long> numbers) {
    Map<Long, Person> people = new HashMap<>();
    List<Long> wanted = new ArrayList<>(numbers.size());
    List<byte[]> keys = new ArrayList<>(numbers.size());
    for (long number : numbers) {
      byte[] key = Keys.number(number);
      byte[] changed = layers.changed(Family.PEOPLE, key);
      if (changed == null) {
        wanted.add(number);
        keys.add(key);
      } else if (changed.length > 0) {
        people.put(number, People.read(number, changed));
      }
    }
    List<byte @Nullable []> states = store.get(Family.PEOPLE, keys);
    for (int i = 0; i < wanted.size(); i++) {
      byte[] state = states.get(i);
      if (state != null) {
        people.put(wanted.get(i), People.read(wanted.get(i), state));
      }
    }
    return people;
  }

  /// The next to be asked about is this one of the events.
  void turnTo(int event) {
    now = event < events.size() ? events.get(event) : Looked.NOTHING;
  }

  /// The key of a message id.
  byte[] message(String messageId) {
    boolean known = now.message.key.length > 0 && now.messageId.equals(messageId);
    return known ? now.message.key : Keys.message(messageId);
  }

  /// What the store has under a key, `Layers.GONE` if nothing; null if that was not read for the
  /// event turned to.
  byte @Nullable [] get(Family family, byte[] key) {
    return switch (family) {
      case SEEN -> now.message.isOf(key) ? now.message.orGone() : null;
      case IDENTITY -> {
        for (Found owner : now.owners) {
          if (owner.isOf(key)) {
            yield owner.orGone();
          }
        }
        yield null;
      }
      case META, PEOPLE, TIMERS, IMPORTED, LETTERS, OPEN, LETTERS_OF, DEAD -> null;
      case COMPONENT_OF, COMPONENTS, MEMBERS, HELD, ARRIVED, MOVED, DECIDED -> null;
    };
  }

  /// A person as they were; null if that was not read.
  @Nullable Person person(long number) {
    Person own = now.people.get(number);
    if (own != null) {
      return own;
    }
    for (Map<Long, Person> some : people) {
      Person person = some.get(number);
      if (person != null) {
        return person;
      }
    }
    return null;
  }
}
