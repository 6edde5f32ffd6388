package dev.throughline.engine;

import dev.throughline.customer.Instance;
import dev.throughline.event.CalendarSpan;
import dev.throughline.governance.Caps;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Arbitration by rule G4: whether a send must leave the last place under a cap to a stronger one
/// of the same person that is to come within the look-ahead.
final class Contest {
  /// How far a journey is followed to its next send.
  private static final int MAX_STEPS_AHEAD = 50;

  private Contest() {}

  /// @param to the journey that it lost to
  /// @param retryAt when the stronger send is decided; null if that is now
  record Lost(String to, @Nullable Instant retryAt) {}

  /// A send that another journey will come to if nothing happens.
  private record Rival(Instance instance, Journey journey, String channel, Instant at) {}

  private record Coming(Step.Send send, Instant at) {}

  /// The stronger first: priority, then the older instance, then the key. No value has been
  /// measured inside the engine yet, so the second criterion of G4 ties.
  static int compare(Turn turn, Instance a, Instance b) {
    int byPriority = Integer.compare(turn.journey(b).priority(), turn.journey(a).priority());
    return byPriority != 0
        ? byPriority
        : Comparator.comparing((Instance instance) -> instance.enteredAt)
            .thenComparing(instance -> instance.journey)
            .thenComparing(instance -> instance.id)
            .compare(a, b);
  }

  static Optional<Lost> lost(
      Turn turn, Instance instance, Journey journey, Cap cap, boolean ghost) {
    ZoneId person = turn.zone();
    ZoneId workspace = turn.catalog.workspace().zone();
    int stronger = 0;
    for (Rival rival : rivals(turn, instance, ghost)) {
      if (!isUnder(cap, turn, rival)
          || !Caps.sameWindow(cap, turn.now, rival.at(), person, workspace)) {
        continue;
      }
      int used = Caps.used(cap, turn.customer.reservations, ghost, rival.at(), person, workspace);
      if (used + stronger >= cap.max()) {
        // The rival would find the cap full even without this send.
        continue;
      }
      stronger++;
      if (used + stronger + 1 > cap.max()) {
        Instant retryAt = rival.at().isAfter(turn.now) ? rival.at() : null;
        return Optional.of(new Lost(rival.journey().key(), retryAt));
      }
    }
    return Optional.empty();
  }

  private static boolean isUnder(Cap cap, Turn turn, Rival rival) {
    return Caps.applicable(turn.catalog.policy(), rival.journey(), rival.channel(), turn.customer)
        .contains(cap);
  }

  private static List<Rival> rivals(Turn turn, Instance instance, boolean ghost) {
    Instant horizon = turn.catalog.policy().arbitration().lookAhead().after(turn.now, turn.zone());
    List<Rival> rivals = new ArrayList<>();
    for (Instance other : turn.customer.instances) {
      if (other == instance || turn.isPaused(other) || compare(turn, other, instance) > 0) {
        continue;
      }
      Journey journey = turn.journey(other);
      // A ghost never takes a place from a real send (rule H3).
      if (journey.isTransactional() || (!ghost && Holdouts.isGhost(turn, journey))) {
        continue;
      }
      Rival rival = rival(turn, other, journey, horizon);
      if (rival != null) {
        rivals.add(rival);
      }
    }
    rivals.sort(Comparator.comparing(Rival::at));
    return rivals;
  }

  private static @Nullable Rival rival(
      Turn turn, Instance other, Journey journey, Instant horizon) {
    Integer limit = journey.exits().maxMessages();
    if (limit != null && other.messages >= limit) {
      return null;
    }
    Coming coming = coming(turn, other, journey, horizon);
    if (coming == null || (other.deadline != null && !coming.at().isBefore(other.deadline))) {
      return null;
    }
    String channel = Ladder.choose(turn, journey, coming.send(), Holdouts.isGhost(turn, journey));
    return Ladder.isReachable(turn, journey, channel)
        ? new Rival(other, journey, channel, coming.at())
        : null;
  }

  private static @Nullable Coming coming(
      Turn turn, Instance other, Journey journey, Instant horizon) {
    if (other.held != null) {
      Instant at = release(turn, other);
      return at == null || at.isAfter(horizon) ? null : new Coming(Sending.sendOf(turn, other), at);
    }
    return other.dueAt == null ? null : ahead(turn, other, journey, horizon);
  }

  /// When a held message may go; null if nobody knows, because a suppression holds it.
  private static @Nullable Instant release(Turn turn, Instance holding) {
    if (holding.dueAt != null) {
      return holding.dueAt.isAfter(turn.now) ? holding.dueAt : turn.now;
    }
    return holding.heldBy == null ? turn.now : null;
  }

  /// The send that the instance comes to by its timers alone.
  private static @Nullable Coming ahead(
      Turn turn, Instance instance, Journey journey, Instant horizon) {
    Instant at = instance.dueAt;
    String next = afterTimer(journey.step(instance.step));
    for (int i = 0; i < MAX_STEPS_AHEAD && next != null; i++) {
      if (at == null || at.isAfter(horizon)) {
        return null;
      }
      Step step = journey.step(next);
      switch (step) {
        case Step.Send send -> {
          return new Coming(send, at);
        }
        case Step.Branch branch -> next = Walk.chosen(turn, instance, branch);
        case Step.Split split -> next = Walk.nextOf(split, Walk.splitArm(turn, instance, split));
        case Step.Do(_, _, String following) -> next = following;
        case Step.Wait(_, Step.Until until, _) -> {
          at = end(turn, until, at);
          next = afterTimer(step);
        }
        case Step.Task(_, _, Step.AtMost done, _) -> {
          at = done == null ? at : done.span().after(at, turn.zone());
          next = afterTimer(step);
        }
        case Step.Decide _ -> next = null;
      }
    }
    return null;
  }

  /// When a wait begun at `from` ends if nothing happens; null if that cannot be told.
  private static @Nullable Instant end(Turn turn, Step.Until until, Instant from) {
    return switch (until) {
      case Step.Until.For(CalendarSpan span) -> span.after(from, turn.zone());
      case Step.Until.TimeOfDay(var weekdays, var at) ->
          Waiting.nextOn(weekdays, at, from, turn.zone());
      case Step.Until.Events(_, Step.AtMost atMost) ->
          atMost == null ? null : atMost.span().after(from, turn.zone());
      case Step.Until.Date _ -> null;
    };
  }

  private static @Nullable String afterTimer(Step step) {
    return switch (step) {
      case Step.Wait(_, Step.Until.Events(_, Step.AtMost atMost), String next) ->
          atMost == null ? next : atMost.onTimeout();
      case Step.Wait(_, _, String next) -> next;
      case Step.Task(_, _, Step.AtMost done, String next) -> done == null ? next : done.onTimeout();
      case Step.Send _, Step.Decide _, Step.Branch _, Step.Split _, Step.Do _ -> null;
    };
  }
}
