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

/// What one state machine owns.
record MachineView(StateMachine machine) implements View {
  @Override
  public Optional<Customer> customer(String id) {
    return customer(machine.people().known(id));
  }

  @Override
  public Optional<Customer> customer(Identifier identifier) {
    return customer(machine.people().personOf(identifier));
  }

  @Override
  public Optional<Customer> customerOf(Letter letter) {
    return customer(machine.people().get(letter.person()));
  }

  private static Optional<Customer> customer(@Nullable Person person) {
    return Optional.ofNullable(person).map(found -> found.customer);
  }

  @Override
  public Catalog catalog() {
    return machine.catalog();
  }

  @Override
  public List<Source> sources() {
    return machine.sources();
  }

  @Override
  public Optional<Letter> letter(String id) {
    return Optional.ofNullable(machine.outbox().get(id));
  }

  @Override
  public List<Letter> openLetters() {
    return machine.outbox().open();
  }

  @Override
  public long openLetterCount() {
    return machine.outbox().openCount();
  }

  @Override
  public List<Dead> dead(long before, int limit) {
    return machine.dead(before, limit);
  }

  @Override
  public SortedMap<String, Long> counters() {
    return machine.counters();
  }

  @Override
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

  @Override
  public long people() {
    return machine.people().count() - machine.gone();
  }

  @Override
  public long lastPerson() {
    return machine.people().count();
  }

  @Override
  public long applied() {
    return machine.applied();
  }

  @Override
  public long facts() {
    return machine.facts();
  }
}
