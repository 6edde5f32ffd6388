package dev.throughline.catalog;

import dev.throughline.condition.Condition;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds every condition written in a journey, so that what they count is kept.
final class JourneyConditions {
  private JourneyConditions() {}

  static void collect(Journey journey, List<Condition> into) {
    trigger(journey.entry().on(), into);
    add(journey.entry().when(), into);
    into.addAll(journey.entry().unless());
    add(journey.entry().instance(), into);
    exit(journey.exits().goal(), into);
    exit(journey.exits().disqualified(), into);
    for (Step step : journey.steps().values()) {
      step(step, into);
    }
    for (Handler handler : journey.handlers()) {
      add(handler.match().where(), into);
    }
  }

  private static void trigger(Trigger trigger, List<Condition> into) {
    switch (trigger) {
      case Trigger.OnEvent(Trigger.EventMatch match) -> add(match.where(), into);
      case Trigger.OnDate(Condition date, _, _) -> into.add(date);
      case Trigger.OnSegment _,
          Trigger.OnAttribute _,
          Trigger.OnScore _,
          Trigger.OnSchedule _,
          Trigger.OnApi _ -> {}
    }
  }

  private static void exit(Exits.@Nullable Test test, List<Condition> into) {
    switch (test) {
      case Exits.Test.ByEvent(Trigger.EventMatch match) -> add(match.where(), into);
      case Exits.Test.ByCondition(Condition when) -> into.add(when);
      case null -> {}
    }
  }

  private static void step(Step step, List<Condition> into) {
    switch (step) {
      case Step.Branch(_, List<Step.Branch.Case> cases, _) ->
          cases.forEach(branch -> add(branch.when(), into));
      case Step.Wait(_, Step.Until.Events(var events, _), _) ->
          events.forEach(awaited -> add(awaited.match().where(), into));
      case Step.Wait(_, Step.Until.Date(Condition to, _, _), _) -> into.add(to);
      case Step.Wait _, Step.Send _, Step.Split _, Step.Decide _, Step.Do _, Step.Task _ -> {}
    }
  }

  private static void add(@Nullable Condition condition, List<Condition> into) {
    if (condition != null) {
      into.add(condition);
    }
  }
}
