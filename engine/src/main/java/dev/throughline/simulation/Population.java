package dev.throughline.simulation;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.engine.Wake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Everyone in a simulation: who an identifier leads to, and who is due next.
final class Population {
  private final Map<Identifier, Person> byIdentifier = new LinkedHashMap<>();
  private final List<Person> all = new ArrayList<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();

  /// One person and the wake-up that is in force; others in the queue are out of date.
  static final class Person {
    Customer customer;
    @Nullable Wake wake;
    boolean absorbed;

    Person(Customer customer) {
      this.customer = customer;
    }
  }

  /// @param tie the person's name when queued: at one moment people act in the order of their names
  private record Due(Wake wake, String tie, Person person) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = wake.compareTo(other.wake);
      return byTime != 0 ? byTime : tie.compareTo(other.tie);
    }
  }

  @Nullable Customer owner(Identifier identifier) {
    Person person = byIdentifier.get(identifier);
    return person == null ? null : person.customer;
  }

  Person of(Customer customer) {
    for (Identifier identifier : customer.identifiers) {
      Person person = byIdentifier.get(identifier);
      if (person != null && person.customer == customer) {
        return person;
      }
    }
    Person person = new Person(customer);
    all.add(person);
    return person;
  }

  void link(Person person, Identifier identifier) {
    byIdentifier.put(identifier, person);
    person.customer.identifiers.add(identifier);
  }

  void unlink(Identifier identifier) {
    Person person = byIdentifier.remove(identifier);
    if (person != null) {
      person.customer.identifiers.remove(identifier);
    }
  }

  void absorb(Person winner, Person loser) {
    loser.absorbed = true;
    loser.wake = null;
    for (Identifier identifier : loser.customer.identifiers) {
      byIdentifier.put(identifier, winner);
    }
  }

  void schedule(Person person, @Nullable Wake wake) {
    if (wake == null || wake.equals(person.wake)) {
      person.wake = wake;
      return;
    }
    person.wake = wake;
    queue.add(new Due(wake, person.customer.id.value(), person));
  }

  /// Takes the next person who is due at or before `limit`; null if there is none.
  @Nullable Person nextDue(Wake limit) {
    while (!queue.isEmpty()) {
      Due due = queue.peek();
      boolean current = due.wake().equals(due.person().wake) && !due.person().absorbed;
      if (!current) {
        queue.poll();
      } else if (due.wake().compareTo(limit) > 0) {
        return null;
      } else {
        queue.poll();
        return due.person();
      }
    }
    return null;
  }

  /// The next moment at which anyone is due; null if nobody is.
  @Nullable Wake next() {
    while (!queue.isEmpty()) {
      Due due = queue.peek();
      if (due.wake().equals(due.person().wake) && !due.person().absorbed) {
        return due.wake();
      }
      queue.poll();
    }
    return null;
  }

  /// Everyone who was not absorbed into somebody else, by name.
  List<Customer> everyone() {
    List<Customer> everyone = new ArrayList<>();
    for (Person person : all) {
      if (!person.absorbed) {
        everyone.add(person.customer);
      }
    }
    everyone.sort(Comparator.comparing((Customer customer) -> customer.id));
    return everyone;
  }
}
