package dev.throughline.engine;

import dev.throughline.catalog.JourneyPlan;
import dev.throughline.customer.Instance;
import dev.throughline.event.Event;
import dev.throughline.experiment.Assignment;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves instances from step to step.
final class Walk {
  private Walk() {}

  static void arriveFirst(Turn turn, Instance instance) {
    stand(turn, instance, turn.journey(instance).firstStep(), instance.enteredAt);
  }

  /// Goes on to `next`; null completes the journey.
  static void arrive(Turn turn, Instance instance, @Nullable String next) {
    instance.dueAt = null;
    if (next == null) {
      Exits.leave(turn, instance, Exits.Reason.COMPLETED);
      return;
    }
    stand(turn, instance, turn.journey(instance).step(next), instance.arrivedAt);
  }

  private static void stand(Turn turn, Instance instance, Step step, Instant previous) {
    boolean sends = step instanceof Step.Send || step instanceof Step.Decide;
    if (sends && !turn.arrivals.add(instance.id + " " + step.id() + " " + turn.now)) {
      // A circle without any time in it would send for ever.
      Exits.fail(turn, instance, "It came to step %s twice at one moment".formatted(step.id()));
      return;
    }
    instance.previousArrivedAt = previous;
    instance.arrivedAt = turn.now;
    instance.step = step.id();
    if (isSpent(turn, instance)) {
      // It leaves after the events of this moment, as every other exit of it comes before (rule
      // E3).
      instance.deadline = turn.now;
      return;
    }
    instance.arrivals.merge(step.id(), 1, Integer::sum);
    String arm = step instanceof Step.Split split ? splitArm(turn, instance, split) : null;
    turn.tell(new Fact.What.JourneyStep(turn.place(instance), step.id(), arm));
    turn.moving.add(instance);
  }

  /// Whether it has come to one send more than its journey allows.
  static boolean isSpent(Turn turn, Instance instance) {
    Journey journey = turn.journey(instance);
    Step step = journey.step(instance.step);
    Integer limit = journey.exits().maxMessages();
    boolean sends = step instanceof Step.Send || step instanceof Step.Decide;
    return sends && limit != null && instance.messages >= limit && instance.held == null;
  }

  /// It stands at its step, and begins it when the journey is resumed.
  static void suspend(Turn turn, Instance instance) {
    instance.suspended = true;
    instance.dueAt = turn.now;
  }

  /// Does what the step says that the instance stands at.
  static void carryOut(Turn turn, Instance instance) {
    if (turn.isPaused(instance)) {
      suspend(turn, instance);
      return;
    }
    switch (turn.journey(instance).step(instance.step)) {
      case Step.Send _ -> turn.sends.add(instance);
      case Step.Decide decide -> {
        if (Choosing.choose(turn, instance, decide)) {
          turn.sends.add(instance);
        } else {
          arrive(turn, instance, decide.next());
        }
      }
      case Step.Wait wait -> Waiting.begin(turn, instance, wait);
      case Step.Branch branch -> arrive(turn, instance, chosen(turn, instance, branch));
      case Step.Split split -> {
        String arm = splitArm(turn, instance, split);
        instance.arms.put(split.id(), arm);
        arrive(turn, instance, nextOf(split, arm));
      }
      case Step.Do(String id, Step.Action action, String next) -> {
        Actions.perform(turn, instance, id, action);
        if (turn.customer.instances.contains(instance)) {
          arrive(turn, instance, next);
        }
      }
      case Step.Task(String id, Step.Action.Task task, Step.AtMost done, String next) -> {
        Actions.createTask(turn, instance, id, task);
        if (done == null) {
          arrive(turn, instance, next);
        } else {
          instance.dueAt = done.span().after(turn.now, turn.zone());
        }
      }
    }
  }

  /// The instance's own timer has come.
  static void due(Turn turn, Instance instance) {
    instance.dueAt = null;
    if (instance.suspended) {
      instance.suspended = false;
      turn.moving.add(instance);
      return;
    }
    switch (turn.journey(instance).step(instance.step)) {
      case Step.Wait(_, Step.Until.Events(_, Step.AtMost atMost), String next) ->
          arrive(turn, instance, atMost == null ? next : atMost.onTimeout());
      case Step.Wait(String id, Step.Until.TimeOfDay _, String next) -> {
        instance.seen.put(id, turn.now);
        arrive(turn, instance, next);
      }
      case Step.Wait(_, _, String next) -> arrive(turn, instance, next);
      case Step.Task(_, _, Step.AtMost done, String next) ->
          arrive(turn, instance, done == null ? next : done.onTimeout());
      // Looked at after the sends that are arrived at in this moment, so that rank decides (G4).
      case Step.Send _, Step.Decide _ -> turn.holdsUnsure = true;
      case Step.Branch _, Step.Split _, Step.Do _ -> turn.moving.add(instance);
    }
  }

  /// Goes on if the instance is waiting for the event, and notes it for waits still to come.
  static void hear(Turn turn, Instance instance, Event event) {
    boolean over = instance.deadline != null && !turn.now.isBefore(instance.deadline);
    if (over || !turn.customer.instances.contains(instance)) {
      // Its time is up, whatever happens in this moment (rule E3).
      return;
    }
    List<JourneyPlan.Awaiting> awaiting =
        turn.plan(instance).waits().getOrDefault(event.name(), List.of());
    String from = instance.step;
    boolean moved = !awaiting.isEmpty() && goesOn(turn, instance, event, awaiting);
    for (JourneyPlan.Awaiting other : awaiting) {
      // What ended one wait came before the next step, unless that is a wait as well (rule E4).
      boolean early = moved && (other.step().equals(from) || !other.step().equals(instance.step));
      if (!early && Waiting.matches(turn, instance, other.awaited())) {
        note(instance, other.step(), event.at());
      }
    }
    if (Actions.isTaskDone(event)) {
      Actions.taskDone(turn, instance, event);
    }
  }

  private static boolean goesOn(
      Turn turn, Instance instance, Event event, List<JourneyPlan.Awaiting> awaiting) {
    boolean waits =
        !turn.isPaused(instance)
            && !turn.moving.contains(instance)
            && !event.at().isBefore(instance.previousArrivedAt);
    if (!waits || !(turn.journey(instance).step(instance.step) instanceof Step.Wait wait)) {
      return false;
    }
    for (JourneyPlan.Awaiting here : awaiting) {
      if (here.step().equals(wait.id()) && Waiting.matches(turn, instance, here.awaited())) {
        arrive(turn, instance, wait.next());
        return true;
      }
    }
    return false;
  }

  /// Remembers that what the step waits for has come.
  static void note(Instance instance, String step, Instant at) {
    instance.seen.merge(step, at, (a, b) -> a.isAfter(b) ? a : b);
  }

  /// Rule E7: goes on from where it stood; what was due in the meantime is stale. Of an awaited
  /// event and a time-out the earlier counts, as it would have without the pause.
  static void resume(Turn turn, Instance instance) {
    turn.holdsUnsure = true;
    Instant due =
        instance.dueAt == null || instance.dueAt.isAfter(turn.now) ? null : instance.dueAt;
    Instant seen = instance.suspended ? null : Waiting.seen(instance);
    if (seen != null && (due == null || seen.isBefore(due))) {
      turn.stale.put(instance.id, seen);
      switch (turn.journey(instance).step(instance.step)) {
        case Step.Wait(_, Step.Until.Events _, String next) -> arrive(turn, instance, next);
        case Step.Task(_, _, _, String next) -> arrive(turn, instance, next);
        case Step.Wait _, Step.Send _, Step.Branch _, Step.Split _, Step.Decide _, Step.Do _ -> {}
      }
    } else if (due != null) {
      turn.stale.put(instance.id, due);
      due(turn, instance);
    }
  }

  static @Nullable String chosen(Turn turn, Instance instance, Step.Branch branch) {
    var evaluation = turn.evaluation(turn.event, instance);
    for (Step.Branch.Case option : branch.cases()) {
      if (option.when() == null || turn.holds(option.when(), evaluation, instance.journey)) {
        return option.next();
      }
    }
    return branch.next();
  }

  static @Nullable String nextOf(Step.Split split, String arm) {
    Step.Split.Share share = split.arms().get(arm);
    return share == null ? split.arms().firstEntry().getValue().next() : share.next();
  }

  static String splitArm(Turn turn, Instance instance, Step.Split split) {
    String experiment = instance.journey + "/" + split.id();
    return turn.arm(
            experiment,
            () ->
                Assignment.splitArm(
                    turn.catalog.workspace().salt(),
                    experiment,
                    turn.customer.id.value(),
                    split.arms()))
        .name();
  }
}
