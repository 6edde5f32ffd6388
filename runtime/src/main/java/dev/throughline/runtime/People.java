package dev.throughline.runtime;

import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everyone, by number and by identifier; those of late are kept in memory.
final class People {
  private static final int MAX_FORWARDS = 1_000;

  /// Fewer people are as well written by one thread.
  private static final int MIN_SHARED = 64;

  private static final byte[] LAST = Keys.text("last_person");

  private final Layers layers;
  private final int cached;
  private final Shards shards;
  private final Map<Long, Person> byNumber = new LinkedHashMap<>(1024, 0.75f, true);
  private List<Person> dirty = new ArrayList<>();
  private final Deque<Person> freezing = new ArrayDeque<>();
  private final List<Person> looked = new ArrayList<>();

  /// One for each share of the work.
  private final List<CustomerBytes.Writer> writers;

  private long last;

  /// @param cached how many people stay in memory beside those that changed
  People(Layers layers, int cached, Shards shards) {
    this.layers = layers;
    this.shards = shards;
    this.cached = cached;
    this.writers = Stream.generate(CustomerBytes.Writer::new).limit(shards.count()).toList();
    byte[] stored = layers.get(Family.META, LAST);
    this.last = stored == null ? 0 : Keys.number(stored);
  }

  /// How many people there have ever been.
  long count() {
    return last;
  }

  /// The person of this number, or the one that it was merged into.
  @Nullable Person get(long number) {
    long at = number;
    for (int i = 0; i < MAX_FORWARDS; i++) {
      Person known = byNumber.get(at);
      if (known == null) {
        known = load(at);
      }
      if (known != null && !known.gone) {
        return known;
      }
      byte[] forward = layers.get(Family.IDENTITY, Keys.forward(at));
      if (forward == null) {
        return null;
      }
      at = Keys.number(forward);
    }
    throw new IllegalStateException("Person %d was merged in a circle".formatted(number));
  }

  private @Nullable Person load(long number) {
    byte[] key = Keys.number(number);
    Person person = layers.isAsStored(Family.PEOPLE, key) ? layers.ahead().person(number) : null;
    if (person == null) {
      byte[] stored = layers.get(Family.PEOPLE, key);
      if (stored == null) {
        return null;
      }
      person = read(number, stored);
    }
    byNumber.put(number, person);
    return person;
  }

  /// The person of this very number, left out of what stays in memory; null for one who was merged.
  @Nullable Customer peek(long number) {
    Person known = byNumber.get(number);
    if (known != null) {
      return known.gone ? null : known.customer;
    }
    byte[] stored = layers.get(Family.PEOPLE, Keys.number(number));
    return stored == null ? null : read(number, stored).customer;
  }

  static Person read(long number, byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    var wake = Keys.wakeOfPerson(bytes);
    Person person = new Person(number, CustomerBytes.read(stored, bytes.position()));
    person.wake = wake;
    person.indexed = wake;
    return person;
  }

  /// Who an identifier leads to; the people asked for are remembered for `of`.
  @Nullable Customer owner(Identifier identifier) {
    Person person = personOf(identifier);
    if (person == null) {
      return null;
    }
    looked.add(person);
    return person.customer;
  }

  @Nullable Person personOf(Identifier identifier) {
    byte[] number = layers.get(Family.IDENTITY, Keys.identifier(identifier));
    return number == null ? null : get(Keys.number(number));
  }

  /// The person whom a user id or an anonymous id leads to.
  @Nullable Person known(String id) {
    Person person = personOf(Identifier.user(id));
    return person == null ? personOf(Identifier.anonymous(id)) : person;
  }

  /// The person whose state this is: one just asked for by an identifier, or a new one.
  Person of(Customer customer) {
    for (Person person : looked) {
      if (person.customer == customer) {
        return person;
      }
    }
    Person person = new Person(++last, customer);
    layers.put(Family.META, LAST, Keys.number(last));
    byNumber.put(person.number, person);
    changed(person);
    looked.add(person);
    return person;
  }

  /// Forgets who was asked for: the event is resolved.
  void resolved() {
    looked.clear();
  }

  void link(Person person, Identifier identifier) {
    changed(person);
    person.customer.identifiers.add(identifier);
    point(identifier, person.number);
  }

  void unlink(Identifier identifier) {
    Person person = personOf(identifier);
    if (person != null) {
      changed(person);
      person.customer.identifiers.remove(identifier);
    }
    layers.delete(Family.IDENTITY, Keys.identifier(identifier));
  }

  /// Everything that led to `loser` leads to `winner` from now on.
  void absorb(Person winner, Person loser) {
    for (Identifier identifier : loser.customer.identifiers) {
      point(identifier, winner.number);
    }
    layers.put(Family.IDENTITY, Keys.forward(loser.number), Keys.number(winner.number));
    remove(loser);
  }

  /// The person is no more.
  void remove(Person person) {
    changed(person);
    person.gone = true;
    person.wake = null;
  }

  private void point(Identifier identifier, long number) {
    layers.put(Family.IDENTITY, Keys.identifier(identifier), Keys.number(number));
  }

  /// To be said before a person is changed.
  void changed(Person person) {
    if (person.freezing) {
      write(person, state(person, writers.getFirst()));
    }
    if (!person.dirty) {
      person.dirty = true;
      dirty.add(person);
    }
  }

  /// Everyone who changed since the last checkpoint began.
  Collection<Person> changed() {
    return dirty;
  }

  /// Sets everyone who changed aside to be written as they are now, little by little.
  void freeze() {
    for (Person person : dirty) {
      person.freezing = true;
      person.dirty = false;
      freezing.add(person);
    }
    dirty = new ArrayList<>();
  }

  /// Writes some of those set aside; true when none is left.
  boolean writeSome(int most) {
    List<Person> some = new ArrayList<>();
    while (some.size() < most && !freezing.isEmpty()) {
      Person person = freezing.remove();
      if (person.freezing) {
        some.add(person);
      }
    }
    byte[][] states = new byte[some.size()][];
    int shares = states.length < MIN_SHARED ? 1 : shards.count();
    shards.each(
        shares,
        share -> {
          for (int i = share; i < states.length; i += shares) {
            states[i] = state(some.get(i), writers.get(share));
          }
        });
    for (int i = 0; i < states.length; i++) {
      write(some.get(i), states[i]);
    }
    return freezing.isEmpty();
  }

  private static byte[] state(Person person, CustomerBytes.Writer writer) {
    return person.gone ? Layers.GONE : writer.write(person.customer, Keys.wake(person.wake));
  }

  private void write(Person person, byte[] state) {
    person.freezing = false;
    if (person.indexed != null && !person.indexed.equals(person.wake)) {
      layers.deleteFrozen(Family.TIMERS, Keys.timer(person.indexed, person.number));
    }
    if (person.wake != null && !person.wake.equals(person.indexed)) {
      layers.putFrozen(Family.TIMERS, Keys.timer(person.wake, person.number), new byte[] {1});
    }
    person.indexed = person.wake;
    byte[] key = Keys.number(person.number);
    if (person.gone) {
      layers.deleteFrozen(Family.PEOPLE, key);
      byNumber.remove(person.number);
    } else {
      layers.putFrozen(Family.PEOPLE, key, state);
    }
  }

  /// Lets go of those that nobody asked for of late. Nobody may hold a person over this.
  void trim() {
    Iterator<Person> eldest = byNumber.values().iterator();
    int over = byNumber.size() - dirty.size() - freezing.size() - cached;
    while (over > 0 && eldest.hasNext()) {
      Person person = eldest.next();
      if (!person.dirty && !person.freezing) {
        eldest.remove();
        over--;
      }
    }
  }
}
