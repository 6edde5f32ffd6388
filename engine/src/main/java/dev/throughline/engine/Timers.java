package dev.throughline.engine;

import dev.throughline.catalog.Catalog;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is due when. A timer acts at its own moment, before the events of that moment (rule T1); a
/// time limit after them, because a goal at the same moment wins (rule E3).
final class Timers {
  /// How many moments one call may catch up; a person who slept for years still comes to an end.
  static final int MAX_MOMENTS = 1_000_000;

  private Timers() {}

  /// Lets everything act that is due up to `limit`, moment by moment.
  static void catchUp(Turn turn, Wake limit) {
    for (int i = 0; i < MAX_MOMENTS; i++) {
      Memberships.refreshRecheck(turn);
      Wake wake = next(turn.catalog, turn.customer);
      if (wake == null || wake.compareTo(limit) > 0) {
        return;
      }
      turn.now = later(wake.at(), turn.customer.clock);
      fire(turn, wake);
      Settling.settle(turn);
      turn.customer.clock = turn.now;
    }
    throw new IllegalStateException(
        "%s did not come to rest within %d moments".formatted(turn.customer.id, MAX_MOMENTS));
  }

  static @Nullable Wake next(Catalog catalog, Customer customer) {
    Instant early = customer.recheckAt;
    Instant limit = null;
    for (Instance instance : customer.instances) {
      early = sooner(early, instance.recheckAt);
      early = sooner(early, moveDue(customer, instance));
      limit = sooner(limit, instance.deadline);
    }
    for (Map.Entry<String, Instant> alarm : customer.alarms.entrySet()) {
      early = catalog.has(alarm.getKey()) ? sooner(early, alarm.getValue()) : early;
    }
    if (early == null) {
      return limit == null ? null : new Wake(limit, true);
    }
    return limit != null && limit.isBefore(early) ? new Wake(limit, true) : new Wake(early, false);
  }

  private static void fire(Turn turn, Wake wake) {
    if (wake.afterEvents()) {
      for (Instance instance : List.copyOf(turn.customer.instances)) {
        if (instance.deadline != null && !instance.deadline.isAfter(wake.at())) {
          Exits.timeIsUp(turn, instance);
        }
      }
      return;
    }
    Memberships.markDue(turn);
    Memberships.update(turn);
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      if (instance.recheckAt != null && !instance.recheckAt.isAfter(wake.at())) {
        instance.recheckAt = null;
        turn.exitsUnsure = true;
      }
    }
    // An exit at this moment comes before a move of it (rule E3).
    if (turn.exitsUnsure) {
      turn.exitsUnsure = false;
      Exits.testConditions(turn);
    }
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      Instant due = moveDue(turn.customer, instance);
      if (due != null && !due.isAfter(wake.at())) {
        Walk.due(turn, instance);
      }
    }
    Alarms.ring(turn);
  }

  /// When an instance moves by itself: not while paused (rule E7), and not at or after its limit.
  private static @Nullable Instant moveDue(Customer customer, Instance instance) {
    if (instance.dueAt == null || customer.paused.containsKey(instance.journey)) {
      return null;
    }
    boolean tooLate = instance.deadline != null && !instance.dueAt.isBefore(instance.deadline);
    return tooLate ? null : instance.dueAt;
  }

  private static @Nullable Instant sooner(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
