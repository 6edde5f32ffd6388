package dev.throughline.runtime;

import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.engine.Wake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everyone, by number and by identifier; those of late are kept in memory.
final class People {
  private static final int MAX_FORWARDS = 1_000;

  private static final byte[] LAST = Keys.text("last_person");

  private final Layers layers;
  private final int cached;
  private final LikelyOwners likelyOwners;

  /// Those in memory, the one asked for longest ago first.
  private final Map<Long, Person> byNumber = new LinkedHashMap<>(1024, 0.75f, true);

  /// Those that the layers do not have as they are.
  private final List<Person> dirty = new ArrayList<>();

  private final List<Person> looked = new ArrayList<>();
  private final CustomerBytes.Writer writer = new CustomerBytes.Writer();

  /// In a cell of a cluster people are found by fingerprints too.
  private final Fingerprint.@Nullable Maker fingerprints;

  private long last;

  /// @param cached how many people stay in memory
  /// @param identifiers of how many identifiers memory knows whom they lead to; a power of two
  People(Layers layers, int cached, int identifiers) {
    this(layers, cached, identifiers, null);
  }

  People(Layers layers, int cached, int identifiers, Fingerprint.@Nullable Maker fingerprints) {
    this.layers = layers;
    this.fingerprints = fingerprints;
    this.cached = cached;
    this.likelyOwners = new LikelyOwners(identifiers);
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

  /// The number of whomever this one was merged into, here or not.
  long whoIs(long number) {
    long at = number;
    for (int i = 0; i < MAX_FORWARDS; i++) {
      byte[] forward = layers.get(Family.IDENTITY, Keys.forward(at));
      if (forward == null) {
        return at;
      }
      at = Keys.number(forward);
    }
    throw new IllegalStateException("Person %d was merged in a circle".formatted(number));
  }

  private @Nullable Person load(long number) {
    Person person = layers.ahead().person(number);
    if (person == null) {
      byte[] stored = layers.get(Family.PEOPLE, Keys.number(number));
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
    Wake wake = Keys.wakeOfPerson(bytes);
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
    long guess = likelyOwners.of(identifier);
    Person likely = guess == LikelyOwners.UNKNOWN ? null : get(guess);
    if (likely != null && likely.customer.identifiers.contains(identifier)) {
      return likely;
    }
    byte[] stored = layers.get(Family.IDENTITY, Keys.identifier(identifier));
    if (stored == null) {
      return null;
    }
    long number = Keys.number(stored);
    likelyOwners.put(identifier, number);
    return get(number);
  }

  /// The number of the person whom an identifier probably leads to, or `LikelyOwners.UNKNOWN`. Any
  /// thread may ask while nobody is moved.
  long likelyOwner(Identifier identifier) {
    return likelyOwners.of(identifier);
  }

  /// Whether the person need not be read; any thread may ask while nobody is moved.
  boolean isInMemory(long number) {
    return byNumber.containsKey(number);
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
    if (fingerprints != null) {
      layers.delete(Family.IDENTITY, Keys.fingerprint(fingerprints.of(identifier)));
    }
  }

  /// Whom the directory means by an identifier; null if nobody has it here.
  @Nullable Person personOf(Fingerprint identifier) {
    byte[] stored = layers.get(Family.IDENTITY, Keys.fingerprint(identifier));
    return stored == null ? null : get(Keys.number(stored));
  }

  /// A person as the store of another cell had them; the wake-up is still to be scheduled.
  Person settle(byte[] stored) {
    Person person = read(++last, stored);
    layers.put(Family.META, LAST, Keys.number(last));
    person.wake = null;
    person.indexed = null;
    byNumber.put(person.number, person);
    changed(person);
    for (Identifier identifier : person.customer.identifiers) {
      point(identifier, person.number);
    }
    return person;
  }

  /// When the person must be woken whom a store has.
  static @Nullable Wake wakeOf(byte[] stored) {
    return Keys.wakeOfPerson(ByteBuffer.wrap(stored));
  }

  /// What a store has of the person.
  byte[] stored(Person person) {
    return Round.state(person, person.wake, writer);
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
    likelyOwners.put(identifier, number);
    if (fingerprints != null) {
      layers.put(
          Family.IDENTITY, Keys.fingerprint(fingerprints.of(identifier)), Keys.number(number));
    }
  }

  /// To be said before a person is changed.
  void changed(Person person) {
    person.state = null;
    if (!person.dirty) {
      person.dirty = true;
      dirty.add(person);
    }
  }

  /// Puts everyone who changed into the layers, between two rounds.
  void keep() {
    for (Person person : dirty) {
      person.dirty = false;
      keepTimer(person);
      byte[] key = Keys.number(person.number);
      if (person.gone) {
        layers.delete(Family.PEOPLE, key);
        byNumber.remove(person.number);
      } else {
        byte[] state = person.state;
        layers.put(
            Family.PEOPLE, key, state == null ? Round.state(person, person.wake, writer) : state);
      }
      person.state = null;
    }
    dirty.clear();
  }

  private void keepTimer(Person person) {
    if (person.indexed != null && !person.indexed.equals(person.wake)) {
      layers.delete(Family.TIMERS, Keys.timer(person.indexed, person.number));
    }
    if (person.wake != null && !person.wake.equals(person.indexed)) {
      layers.put(Family.TIMERS, Keys.timer(person.wake, person.number), new byte[] {1});
    }
    person.indexed = person.wake;
  }

  /// Lets go of those that nobody asked for of late. Nobody may hold a person over this.
  void trim() {
    Iterator<Person> eldest = byNumber.values().iterator();
    for (int over = byNumber.size() - cached; over > 0; over--) {
      eldest.next();
      eldest.remove();
    }
  }
}
