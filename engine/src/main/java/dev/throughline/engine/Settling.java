package dev.throughline.engine;

import dev.throughline.customer.Instance;
import dev.throughline.journey.Trigger;

/// Works off everything that an input has set in motion, until nothing moves any more.
final class Settling {
  /// No input needs more rounds unless journeys chase each other in a circle.
  static final int MAX_ROUNDS = 10_000;

  private static final String NO_REST = "Nothing came to rest in %d rounds".formatted(MAX_ROUNDS);

  private Settling() {}

  static void settle(Turn turn) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      if (!turn.touched.isEmpty()) {
        Memberships.update(turn);
      } else if (turn.exitsUnsure) {
        turn.exitsUnsure = false;
        Exits.testConditions(turn);
      } else if (!turn.changedTraits.isEmpty()) {
        Entries.onTraits(turn);
      } else if (!turn.membershipChanges.isEmpty()) {
        Entries.onMembership(turn, turn.membershipChanges.removeFirst());
      } else if (!turn.moving.isEmpty()) {
        Walk.carryOut(turn, turn.moving.removeFirst());
      } else if (!turn.sends.isEmpty()) {
        Sending.decideArrived(turn);
      } else if (turn.holdsUnsure) {
        turn.holdsUnsure = false;
        Sending.reconsiderHeld(turn);
      } else {
        return;
      }
    }
    breakLoop(turn);
  }

  /// Ends what still moves with `error`, so that one loop cannot stop the house.
  private static void breakLoop(Turn turn) {
    for (Instance instance : turn.moving.toArray(Instance[]::new)) {
      Exits.fail(turn, instance, NO_REST);
    }
    for (Instance instance : turn.sends.toArray(Instance[]::new)) {
      Exits.fail(turn, instance, NO_REST);
    }
    turn.membershipChanges.clear();
    turn.changedTraits.clear();
    turn.touched.clear();
    turn.exitsUnsure = false;
    turn.holdsUnsure = false;
  }

  /// Asks the journeys that an event starts, after everything in progress has taken note of it.
  static void start(Turn turn) {
    if (turn.event != null) {
      for (var journey : turn.catalog.startedByEvent(turn.event.name())) {
        if (journey.entry().on() instanceof Trigger.OnEvent(Trigger.EventMatch match)
            && Matching.matches(turn, match, null)) {
          Entries.ask(turn, journey);
        }
      }
    }
  }
}
