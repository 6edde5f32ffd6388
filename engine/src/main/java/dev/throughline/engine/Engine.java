package dev.throughline.engine;

import dev.throughline.catalog.Catalog;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves one customer by one input. Same arguments, same answer, on any machine.
///
/// The customer is changed in place; the caller owns it and calls from one thread at a time.
public final class Engine {
  private final Catalog catalog;

  public Engine(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Brings `customer` to `now` (timers that are due act first, rule T1) and applies `input`.
  ///
  /// @param now the moment of the input; never before the customer's clock
  public Outcome apply(Customer customer, Input input, Instant now) {
    Turn turn = new Turn(catalog, customer, now);
    boolean limitsToo = input instanceof Input.TimePassed(boolean afterEvents) && afterEvents;
    Timers.catchUp(turn, new Wake(now, limitsToo));
    turn.now = now;
    switch (input) {
      case Input.Happened(var event) -> Intake.happened(turn, event);
      case Input.Recalled(var events) -> Intake.recall(turn, events);
      case Input.TimePassed _ -> {}
      case Input.Start(String journey, var properties) -> {
        Intake.greet(turn);
        Memberships.update(turn);
        Entries.startByApi(turn, journey, properties);
      }
      case Input.Erase _ -> Erasure.erase(turn);
    }
    Settling.settle(turn);
    return finish(turn);
  }

  /// Joins `loser` into `winner` (rule I2): the same, whichever of the two the events reached. Both
  /// are brought to `now` first; afterwards `loser` must not be used.
  public Outcome merge(Customer winner, Customer loser, Instant now) {
    Turn losing = new Turn(catalog, loser, now);
    Timers.catchUp(losing, new Wake(now, false));
    Turn turn = new Turn(catalog, winner, now);
    turn.facts.addAll(losing.facts);
    turn.effects.addAll(losing.effects);
    Timers.catchUp(turn, new Wake(now, false));
    turn.now = now;
    Merge.join(turn, loser);
    Settling.settle(turn);
    return finish(turn);
  }

  /// The same for two people of whom only history is known: nothing starts by it.
  public Outcome mergeRecalled(Customer winner, Customer loser, Instant now) {
    Turn turn = new Turn(catalog, winner, now);
    Merge.join(turn, loser);
    Intake.countOnly(turn);
    return finish(turn);
  }

  /// Why a message that was decided may not leave any more (consent, suppression, a bad address,
  /// erasure); empty if it may. Asked just before it is handed to its channel.
  public Optional<String> refusal(
      Customer customer, String purpose, String channel, String address, Instant now) {
    return Dispatch.refusal(new Turn(catalog, customer, now), purpose, channel, address);
  }

  /// When the engine must next be called for this customer; null: only when something happens.
  public @Nullable Wake nextWake(Customer customer) {
    return Timers.next(catalog, customer);
  }

  /// A person of whom nothing is known yet.
  public static Customer stranger(CustomerId id) {
    return new Customer(id);
  }

  private Outcome finish(Turn turn) {
    Memberships.refreshRecheck(turn);
    if (turn.customer.clock.isBefore(turn.now)) {
      turn.customer.clock = turn.now;
    }
    Upkeep.trim(turn);
    return new Outcome(turn.facts, turn.effects, Timers.next(catalog, turn.customer));
  }
}
