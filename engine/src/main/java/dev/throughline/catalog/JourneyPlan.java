package dev.throughline.catalog;

import dev.throughline.condition.Condition;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A journey with what the engine asks of it at every event already looked up.
///
/// @param waits for each event name, the waiting steps that it may end
/// @param conditional whether an exit depends on a condition, so that any change may end an
///   instance
public record JourneyPlan(
    Journey journey,
    Map<String, List<Awaiting>> waits,
    Map<String, List<Handler>> handlers,
    boolean conditional) {

  /// One event that one waiting step waits for.
  public record Awaiting(String step, Step.Awaited awaited) {}

  static JourneyPlan of(Journey journey) {
    Map<String, List<Awaiting>> waits = new LinkedHashMap<>();
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Wait(String id, Step.Until.Events(var events, _), _)) {
        for (Step.Awaited awaited : events) {
          waits
              .computeIfAbsent(awaited.match().event(), _ -> new ArrayList<>())
              .add(new Awaiting(id, awaited));
        }
      }
    }
    Map<String, List<Handler>> handlers = new LinkedHashMap<>();
    for (Handler handler : journey.handlers()) {
      handlers.computeIfAbsent(handler.match().event(), _ -> new ArrayList<>()).add(handler);
    }
    Exits exits = journey.exits();
    boolean conditional =
        exits.goal() instanceof Exits.Test.ByCondition
            || exits.disqualified() instanceof Exits.Test.ByCondition;
    return new JourneyPlan(journey, waits, handlers, conditional);
  }

  /// Whether a task of the journey shows what the person did last.
  boolean showsRecent() {
    Stream<Step.Action> ofSteps =
        journey.steps().values().stream()
            .filter(Step.Task.class::isInstance)
            .map(step -> ((Step.Task) step).task());
    Stream<Step.Action> ofHandlers =
        journey.handlers().stream().flatMap(handler -> handler.actions().stream());
    return Stream.concat(ofSteps, ofHandlers)
        .anyMatch(action ->
            action instanceof Step.Action.Task task
                && task.context().contains(Step.Action.Task.Context.RECENT));
  }

  /// Every condition in the journey.
  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    JourneyConditions.collect(journey, all);
    return all;
  }
}
