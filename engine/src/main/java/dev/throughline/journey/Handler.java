package dev.throughline.journey;

import java.util.List;

/// One entry of `on:`: what is done when the event comes, wherever in the journey the person is. It
/// does not move the instance (rule E6). The actions are steps without waits and sends.
public record Handler(Trigger.EventMatch match, List<Step.Action> actions) {
  public Handler {
    actions = List.copyOf(actions);
  }
}
