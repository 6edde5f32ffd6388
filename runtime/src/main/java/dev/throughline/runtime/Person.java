package dev.throughline.runtime;

import dev.throughline.customer.Customer;
import dev.throughline.engine.Wake;
import org.jspecify.annotations.Nullable;

/// One person in memory: the state, and when the engine must next be called for it.
final class Person {
  /// Never changes, whatever the person is called.
  final long number;

  Customer customer;
  @Nullable Wake wake;

  /// The wake-up that the index of timers knows.
  @Nullable Wake indexed;

  /// Changed since it was last put into the layers.
  boolean dirty;

  /// What is to be put there, if that is known; `People.changed` forgets it.
  byte @Nullable [] state;

  /// Merged into somebody else.
  boolean gone;

  /// How much of the round that is being gathered is of this person.
  int works;

  Person(long number, Customer customer) {
    this.number = number;
    this.customer = customer;
  }
}
