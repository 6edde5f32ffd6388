package dev.throughline.engine;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
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
    return Caps.applicable(
            turn.catalog.policy(),
            rival.journey().purpose(),
            rival.channel(),
            rival.journey().key())
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
    Instant at = other.held != null ? turn.now : other.dueAt;
    boolean tooLate =
        at == null
            || at.isAfter(horizon)
            || (other.deadline != null && !at.isBefore(other.deadline));
    if (at == null || tooLate) {
      return null;
    }
    Step.Send send = other.held != null ? Sending.sendOf(turn, other) : ahead(turn, other, journey);
    Integer limit = journey.exits().maxMessages();
    if (send == null || (limit != null && other.messages >= limit)) {
      return null;
    }
    Customer customer = turn.customer;
    String channel = Ladder.choose(turn, journey, send, Holdouts.isGhost(turn, journey));
    boolean reachable =
        dev.throughline.governance.Addresses.of(customer, channel).isPresent()
            && dev.throughline.governance.Consent.allows(
                customer, journey.purpose(), channel, turn.catalog.workspace().consent());
    return reachable ? new Rival(other, journey, channel, at) : null;
  }

  /// The send that the instance comes to when its present wait runs out, if no other wait is before
  /// it.
  private static Step.@Nullable Send ahead(Turn turn, Instance instance, Journey journey) {
    String next = afterTimer(journey.step(instance.step));
    for (int i = 0; i < MAX_STEPS_AHEAD && next != null; i++) {
      switch (journey.step(next)) {
        case Step.Send send -> {
          return send;
        }
        case Step.Branch branch -> next = Walk.chosen(turn, instance, branch);
        case Step.Split split -> next = Walk.nextOf(split, Walk.splitArm(turn, instance, split));
        case Step.Do(_, _, String following) -> next = following;
        case Step.Task(_, _, Step.AtMost done, String following) ->
            next = done == null ? following : null;
        case Step.Wait _, Step.Decide _ -> next = null;
      }
    }
    return null;
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
