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

  /// The wake-up that the index of timers on disk knows.
  @Nullable Wake indexed;

  /// Changed since the last checkpoint.
  boolean dirty;

  /// Still to be written as it is now; `People.changed` does so before anything moves.
  boolean freezing;

  /// Merged into somebody else.
  boolean gone;

  /// Has work in the round that is being gathered.
  boolean busy;

  Person(long number, Customer customer) {
    this.number = number;
    this.customer = customer;
  }
}
