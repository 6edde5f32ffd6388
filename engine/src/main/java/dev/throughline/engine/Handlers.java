package dev.throughline.engine;

import dev.throughline.customer.Instance;
import dev.throughline.event.Event;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Step;
import java.util.List;

/// The `on:` list of a journey (rule E6): runs before exits are tested and does not move the
/// instance.
final class Handlers {
  private Handlers() {}

  static void hear(Turn turn, Instance instance, Event event) {
    List<Handler> handlers = turn.plan(instance).handlers().getOrDefault(event.name(), List.of());
    for (Handler handler : handlers) {
      if (turn.customer.instances.contains(instance)
          && Matching.matches(turn, handler.match(), instance)) {
        for (Step.Action action : handler.actions()) {
          Actions.perform(turn, instance, instance.step, action);
        }
      }
    }
  }
}
