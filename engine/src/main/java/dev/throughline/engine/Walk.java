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
    Journey journey = turn.journey(instance);
    Integer limit = journey.exits().maxMessages();
    boolean sends = step instanceof Step.Send || step instanceof Step.Decide;
    if (sends && limit != null && instance.messages >= limit) {
      Exits.leave(turn, instance, Exits.Reason.MAX_MESSAGES);
      return;
    }
    instance.previousArrivedAt = previous;
    instance.arrivedAt = turn.now;
    instance.step = step.id();
    instance.arrivals.merge(step.id(), 1, Integer::sum);
    String arm = step instanceof Step.Split split ? splitArm(turn, instance, split) : null;
    turn.tell(new Fact.What.JourneyStep(turn.place(instance), step.id(), arm));
    turn.moving.add(instance);
  }

  /// Does what the step says that the instance stands at.
  static void carryOut(Turn turn, Instance instance) {
    if (turn.isPaused(instance)) {
      instance.suspended = true;
      instance.dueAt = turn.now;
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
      case Step.Split split ->
          arrive(turn, instance, nextOf(split, splitArm(turn, instance, split)));
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
      case Step.Wait(_, _, String next) -> arrive(turn, instance, next);
      case Step.Task(_, _, Step.AtMost done, String next) ->
          arrive(turn, instance, done == null ? next : done.onTimeout());
      // Looked at after the sends that are arrived at in this moment, so that rank decides (G4).
      case Step.Send _, Step.Decide _ -> turn.holdsUnsure = true;
      case Step.Branch _, Step.Split _, Step.Do _ -> turn.moving.add(instance);
    }
  }

  /// Notes that an awaited event has come, and goes on if the instance is waiting for it.
  static void hear(Turn turn, Instance instance, Event event) {
    JourneyPlan plan = turn.plan(instance);
    for (JourneyPlan.Awaiting awaiting : plan.waits().getOrDefault(event.name(), List.of())) {
      if (!turn.customer.instances.contains(instance)) {
        return;
      }
      if (Waiting.matches(turn, instance, awaiting.awaited())) {
        boolean here =
            instance.step.equals(awaiting.step())
                && !turn.isPaused(instance)
                && !turn.moving.contains(instance)
                && !event.at().isBefore(instance.previousArrivedAt);
        if (here && plan.journey().step(instance.step) instanceof Step.Wait wait) {
          arrive(turn, instance, wait.next());
        } else {
          instance.seen.merge(awaiting.step(), event.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }
    if (Actions.isTaskDone(event)) {
      Actions.taskDone(turn, instance, event);
    }
  }

  /// Rule E7: goes on from where it stood; what was due in the meantime is stale.
  static void resume(Turn turn, Instance instance) {
    if (instance.dueAt != null && !instance.dueAt.isAfter(turn.now)) {
      turn.stale.put(instance.id, instance.dueAt);
      due(turn, instance);
    } else if (turn.journey(instance).step(instance.step) instanceof Step.Wait wait
        && Waiting.wasSeen(instance, wait.id())) {
      turn.stale.put(instance.id, instance.seen.getOrDefault(wait.id(), turn.now));
      arrive(turn, instance, wait.next());
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
