package dev.throughline.engine;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Message;
import dev.throughline.customer.Run;
import dev.throughline.event.Event;
import dev.throughline.journey.Exits.Superseded;
import dev.throughline.journey.Exits.Test;
import dev.throughline.journey.Journey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ways out of a journey (rule E3): tested on every event and change, in mid-wait too; leaving
/// cancels every timer of the instance.
final class Exits {
  private Exits() {}

  /// Why an instance ended, in the words of the facts.
  enum Reason {
    GOAL("goal"),
    DISQUALIFIED("disqualified"),
    SUPERSEDED("superseded"),
    TIME_LIMIT("time_limit"),
    MAX_MESSAGES("max_messages"),
    COMPLETED("completed"),
    STOPPED("stopped"),
    ERASED("erased"),
    ERROR("error");

    private final String word;

    Reason(String word) {
      this.word = word;
    }
  }

  /// Tests goal, then disqualified, against the event at hand.
  static void testEvent(Turn turn, Instance instance) {
    if (!turn.customer.instances.contains(instance)) {
      return;
    }
    var exits = turn.journey(instance).exits();
    instance.recheckAt = null;
    if (holds(turn, exits.goal(), instance, turn.event)) {
      leave(turn, instance, Reason.GOAL);
    } else if (holds(turn, exits.disqualified(), instance, turn.event)) {
      leave(turn, instance, Reason.DISQUALIFIED);
    }
  }

  /// Tests the exits that depend on a condition, for everyone in a journey.
  static void testConditions(Turn turn) {
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      testConditions(turn, instance);
    }
  }

  static void testConditions(Turn turn, Instance instance) {
    if (!turn.plan(instance).conditional() || !turn.customer.instances.contains(instance)) {
      return;
    }
    var exits = turn.journey(instance).exits();
    instance.recheckAt = null;
    if (exits.goal() instanceof Test.ByCondition && holds(turn, exits.goal(), instance, null)) {
      leave(turn, instance, Reason.GOAL);
    } else if (exits.disqualified() instanceof Test.ByCondition
        && holds(turn, exits.disqualified(), instance, null)) {
      leave(turn, instance, Reason.DISQUALIFIED);
    }
  }

  /// The end of an instance whose time is up: its journey's limit, or one send more than it may.
  static void timeIsUp(Turn turn, Instance instance) {
    leave(turn, instance, Walk.isSpent(turn, instance) ? Reason.MAX_MESSAGES : Reason.TIME_LIMIT);
  }

  private static boolean holds(
      Turn turn, @Nullable Test test, Instance instance, @Nullable Event event) {
    return switch (test) {
      case null -> false;
      case Test.ByEvent(var match) -> event != null && Matching.matches(turn, match, instance);
      case Test.ByCondition(Condition when) -> {
        Evaluation evaluation = turn.evaluation(event, instance);
        boolean holds = turn.holds(when, evaluation, instance.journey);
        Instant changesAt = evaluation.changesAt();
        if (changesAt != null
            && (instance.recheckAt == null || changesAt.isBefore(instance.recheckAt))) {
          instance.recheckAt = changesAt;
        }
        yield holds;
      }
    };
  }

  /// Ends the journeys that the one just entered supersedes.
  static void supersede(Turn turn, Instance entered) {
    for (Instance other : List.copyOf(turn.customer.instances)) {
      if (other != entered && yields(turn.journey(other), turn.journey(entered))) {
        // At one instant its own goal, and being disqualified, come before (rule E3).
        if (other.entry == null || !other.entry.equals(turn.event)) {
          testEvent(turn, other);
        }
        leave(turn, other, Reason.SUPERSEDED);
      }
    }
  }

  /// Whether `weaker` gives way to `stronger`.
  static boolean yields(Journey weaker, Journey stronger) {
    if (weaker.key().equals(stronger.key())) {
      return false;
    }
    return switch (weaker.exits().superseded()) {
      case null -> false;
      case Superseded.ByHigherPriority _ -> stronger.priority() > weaker.priority();
      case Superseded.ByJourneys(var journeys) -> journeys.contains(stronger.key());
    };
  }

  static void leave(Turn turn, Instance instance, Reason reason) {
    leave(turn, instance, reason, null);
  }

  /// The end of an instance that cannot go on.
  ///
  /// @param why in a sentence, for whoever mends the journey
  static void fail(Turn turn, Instance instance, String why) {
    leave(turn, instance, Reason.ERROR, why);
  }

  private static void leave(Turn turn, Instance instance, Reason reason, @Nullable String detail) {
    if (!turn.customer.instances.remove(instance)) {
      return;
    }
    if (Sending.isUndecided(turn, instance)) {
      Message arrived = Sending.arrival(turn, instance);
      Sending.drop(turn, instance, arrived, "journey_ended", List.of());
    }
    turn.moving.remove(instance);
    turn.sends.remove(instance);
    if (instance.held != null) {
      Message held = Sending.find(turn, instance.held);
      if (held != null) {
        Sending.drop(turn, instance, held, "journey_ended", List.of());
      }
      instance.held = null;
    }
    turn.tell(
        new Fact.What.JourneyExited(turn.place(instance), instance.step, reason.word, detail));
    turn.customer.runs.computeIfPresent(
        Entries.runKey(instance.journey, instance.value),
        (_, run) -> new Run(run.enteredAt(), turn.now, run.times()));
    // Somebody who lost against this journey's sends may now have the place.
    turn.holdsUnsure = true;
  }
}
