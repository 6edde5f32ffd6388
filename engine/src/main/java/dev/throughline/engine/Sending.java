package dev.throughline.engine;

import dev.throughline.customer.Exposure;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Message;
import dev.throughline.customer.Message.Outcome;
import dev.throughline.customer.Reservation;
import dev.throughline.event.StableHash;
import dev.throughline.governance.Policy.OverCap;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides every arrival at a send, once: sent, ghost, held or dropped, each with its reason. A
/// hold ends in a second decision of the same message.
final class Sending {
  private Sending() {}

  /// Decides all sends that people have arrived at in this moment, the strongest first, so that the
  /// last place under a cap goes by rank and not by order of arrival (rule G4).
  static void decideArrived(Turn turn) {
    List<Instance> arrived = new ArrayList<>(turn.sends);
    turn.sends.clear();
    arrived.sort((a, b) -> Contest.compare(turn, a, b));
    Set<String> batch = new TreeSet<>();
    for (Instance instance : arrived) {
      if (turn.isPaused(instance)) {
        Walk.suspend(turn, instance);
      } else if (turn.customer.instances.contains(instance)) {
        Message message = arrival(turn, instance);
        decide(turn, instance, message, batch);
      }
    }
  }

  /// Whether it has arrived at a send and nothing was said of it yet.
  static boolean isUndecided(Turn turn, Instance instance) {
    return switch (turn.journey(instance).step(instance.step)) {
      case Step.Send _ ->
          instance.suspended || turn.moving.contains(instance) || turn.sends.contains(instance);
      case Step.Decide _ -> turn.sends.contains(instance);
      case Step.Wait _, Step.Branch _, Step.Split _, Step.Do _, Step.Task _ -> false;
    };
  }

  static Message arrival(Turn turn, Instance instance) {
    Journey journey = turn.journey(instance);
    int times = instance.arrivals.getOrDefault(instance.step, 1);
    String id = StableHash.hex("message", instance.id, instance.step, Integer.toString(times));
    return new Message(
        id,
        instance.journey,
        instance.version,
        instance.id,
        instance.step,
        null,
        journey.purpose(),
        turn.now,
        turn.now,
        Outcome.HELD,
        "",
        Exposure.NONE);
  }

  /// Looks again at every held message: something changed that may let it go.
  static void reconsiderHeld(Turn turn) {
    List<Instance> holding = new ArrayList<>();
    for (Instance instance : turn.customer.instances) {
      if (instance.held != null && !turn.isPaused(instance)) {
        holding.add(instance);
      }
    }
    holding.sort((a, b) -> Contest.compare(turn, a, b));
    for (Instance instance : holding) {
      if (turn.customer.instances.contains(instance)) {
        reconsider(turn, instance);
      }
    }
  }

  private static void reconsider(Turn turn, Instance instance) {
    Message held = instance.held == null ? null : find(turn, instance.held);
    if (held != null) {
      decide(turn, instance, held, new TreeSet<>());
    }
  }

  static @Nullable Message find(Turn turn, String id) {
    for (Message message : turn.customer.messages) {
      if (message.id().equals(id)) {
        return message;
      }
    }
    return null;
  }

  /// The send that a step is: its own, or the one of the offer chosen.
  static Step.Send sendOf(Turn turn, Instance instance) {
    return switch (turn.journey(instance).step(instance.step)) {
      case Step.Send send -> send;
      case Step.Decide decide -> Choosing.sendOf(turn, instance, decide);
      case Step.Wait _, Step.Branch _, Step.Split _, Step.Do _, Step.Task _ ->
          throw new IllegalStateException(
              "%s stands at %s, not at a send".formatted(instance.journey, instance.step));
    };
  }

  private static void decide(Turn turn, Instance instance, Message message, Set<String> batch) {
    Step.Send send = sendOf(turn, instance);
    if (isStale(turn, instance)) {
      if (turn.catalog.policy().overCap().then() == OverCap.Then.ADVANCE) {
        instance.skipped.add(instance.step);
      }
      conclude(turn, instance, drop(turn, instance, message, "expired", List.of()), send.next());
      return;
    }
    Verdict verdict =
        new Gate(turn, instance, send, message.id(), message.arrivedAt(), batch).check();
    switch (verdict) {
      case Verdict.Pass pass -> {
        batch.add(message.id());
        conclude(turn, instance, pass(turn, instance, send, message, pass), send.next());
      }
      case Verdict.Stop(String reason, String channel, boolean advance, var checks) -> {
        Message dropped = drop(turn, instance, with(message, channel), reason, checks);
        if (advance) {
          instance.skipped.add(instance.step);
        }
        conclude(turn, instance, dropped, send.next());
      }
      case Verdict.Hold hold -> hold(turn, instance, send, message, hold);
    }
  }

  private static void hold(
      Turn turn, Instance instance, Step.Send send, Message message, Verdict.Hold hold) {
    if (hold.expires() != null && !turn.now.isBefore(hold.expires())) {
      Message late = with(message, hold.channel());
      conclude(turn, instance, drop(turn, instance, late, "expired", hold.checks()), send.next());
      return;
    }
    instance.dueAt = sooner(hold.until(), hold.expires());
    if (instance.held == null) {
      instance.held = message.id();
      turn.customer.messages.add(with(message, hold.channel()));
      tell(
          turn, instance, send, message.id(), hold.channel(), "held", hold.reason(), hold.checks());
    }
  }

  private static Message pass(
      Turn turn, Instance instance, Step.Send send, Message message, Verdict.Pass pass) {
    Journey journey = turn.journey(instance);
    Optional<String> level = Holdouts.level(turn, journey, send);
    boolean ghost = level.isPresent();
    Message decided =
        new Message(
            message.id(),
            message.journey(),
            message.version(),
            message.instance(),
            message.step(),
            pass.channel(),
            message.purpose(),
            message.arrivedAt(),
            turn.now,
            ghost ? Outcome.GHOST : Outcome.SENT,
            pass.address(),
            ghost ? Exposure.NONE : Exposures.of(turn, instance));
    turn.customer.reservations.add(
        new Reservation(
            decided.id(),
            turn.now,
            pass.channel(),
            journey.purpose(),
            journey.key(),
            journey.tags(),
            ghost));
    // Who lost the place to this send learns now when there is another.
    turn.holdsUnsure = true;
    instance.messages++;
    instance.skipped.remove(instance.step);
    String outcome = ghost ? "ghost" : "sent";
    tell(
        turn,
        instance,
        send,
        decided.id(),
        pass.channel(),
        outcome,
        level.orElse(null),
        pass.checks());
    if (!ghost) {
      turn.effects.add(new Effect.Send(turn.customer.id, decided, pass.parts()));
    }
    return decided;
  }

  static Message drop(
      Turn turn, Instance instance, Message message, String reason, List<Fact.Check> checks) {
    Step.Send send = sendOf(turn, instance);
    tell(turn, instance, send, message.id(), message.channel(), "dropped", reason, checks);
    turn.customer.messages.removeIf(known -> known.id().equals(message.id()));
    return new Message(
        message.id(),
        message.journey(),
        message.version(),
        message.instance(),
        message.step(),
        message.channel(),
        message.purpose(),
        message.arrivedAt(),
        turn.now,
        Outcome.DROPPED,
        "",
        Exposure.NONE);
  }

  /// The decision is final: remembers the message where feedback may come, and goes on.
  private static void conclude(
      Turn turn, Instance instance, Message decided, @Nullable String next) {
    turn.customer.messages.removeIf(known -> known.id().equals(decided.id()));
    if (decided.outcome() == Outcome.SENT) {
      turn.customer.messages.add(decided);
      instance.sent.put(decided.step(), decided.id());
    } else {
      instance.sent.remove(decided.step());
    }
    instance.held = null;
    instance.heldBy = null;
    instance.releaseAt = null;
    // Somebody who was held back for this one may go now, or has lost the place for good.
    turn.holdsUnsure = true;
    Walk.arrive(turn, instance, next);
  }

  private static void tell(
      Turn turn,
      Instance instance,
      Step.Send send,
      String message,
      @Nullable String channel,
      String outcome,
      @Nullable String reason,
      List<Fact.Check> checks) {
    turn.tell(
        new Fact.What.MessageDecided(
            turn.place(instance),
            instance.step,
            message,
            channel,
            send.template(),
            outcome,
            reason,
            checks));
  }

  /// Rule E7: a send that was due while its journey was paused follows `over_cap`.
  private static boolean isStale(Turn turn, Instance instance) {
    Instant due = turn.stale.get(instance.id);
    if (due == null) {
      return false;
    }
    OverCap overCap = turn.catalog.policy().overCap();
    return overCap.then() != OverCap.Then.HOLD
        || turn.now.isAfter(overCap.atMost().after(due, turn.zone()));
  }

  private static Message with(Message message, @Nullable String channel) {
    return new Message(
        message.id(),
        message.journey(),
        message.version(),
        message.instance(),
        message.step(),
        channel,
        message.purpose(),
        message.arrivedAt(),
        message.decidedAt(),
        message.outcome(),
        message.address(),
        message.exposure());
  }

  private static @Nullable Instant sooner(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
