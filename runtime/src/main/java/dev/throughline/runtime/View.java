package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What the state machine owns, to look at between two inputs. Not to be kept, and nothing in it to
/// be changed.
public final class View {
  private final StateMachine machine;
  private final Checkpoints checkpoints;

  View(StateMachine machine, Checkpoints checkpoints) {
    this.machine = machine;
    this.checkpoints = checkpoints;
  }

  /// Some of all people.
  ///
  /// @param last the number up to which they are; the last page ends at `lastPerson`
  public record Page(List<Customer> customers, long last) {}

  /// The person whom a user id or an anonymous id leads to.
  public Optional<Customer> customer(String id) {
    return customer(machine.people().known(id));
  }

  public Optional<Customer> customer(Identifier identifier) {
    return customer(machine.people().personOf(identifier));
  }

  /// Whom a letter is for, whoever that has become by merges.
  public Optional<Customer> customerOf(Letter letter) {
    return customer(machine.people().get(letter.person()));
  }

  private static Optional<Customer> customer(@Nullable Person person) {
    return Optional.ofNullable(person).map(found -> found.customer);
  }

  public Catalog catalog() {
    return machine.catalog();
  }

  public List<Source> sources() {
    return machine.sources();
  }

  public Optional<Letter> letter(String id) {
    return Optional.ofNullable(machine.outbox().get(id));
  }

  /// Letters that are not over: decided, in flight, waiting for another try.
  public List<Letter> openLetters() {
    return machine.outbox().open();
  }

  /// Refused inputs, newest first, before the one of this number.
  public List<Dead> dead(long before, int limit) {
    return checkpoints.dead(before, limit);
  }

  public SortedMap<String, Long> counters() {
    return machine.counters();
  }

  /// Everyone in the order in which they became known, page by page: up to `limit` numbers after
  /// `after`, which is 0 at first.
  public Page people(long after, int limit) {
    long last = Math.min(after + limit, machine.people().count());
    List<Customer> customers = new ArrayList<>();
    for (long number = after + 1; number <= last; number++) {
      Customer customer = machine.people().peek(number);
      if (customer != null) {
        customers.add(customer);
      }
    }
    return new Page(customers, last);
  }

  /// How many people there are; those who were merged are one, and those erased none.
  public long people() {
    return machine.people().count() - machine.gone();
  }

  /// The number of whoever became known last.
  public long lastPerson() {
    return machine.people().count();
  }

  public long applied() {
    return machine.applied();
  }

  public long facts() {
    return machine.facts();
  }
}
