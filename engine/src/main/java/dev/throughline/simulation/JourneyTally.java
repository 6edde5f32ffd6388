package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.TreeMap;

/// What happened in one journey: who came in, who was turned away, where they went, how they left,
/// and what was sent on the way.
final class JourneyTally {
  final Counts enteredByArm = new Counts();
  final Counts rejectedByReason = new Counts();
  final Counts exitedByReason = new Counts();
  final Counts feedback = new Counts();
  final Sends messages = new Sends();
  private final TreeMap<String, StepTally> steps = new TreeMap<>();

  StepTally step(String id) {
    return steps.computeIfAbsent(id, _ -> new StepTally());
  }

  Fields fields() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("entered", Value.of(enteredByArm.total()));
    values.put("entered_by_arm", enteredByArm.fields());
    values.put("rejected", Value.of(rejectedByReason.total()));
    values.put("rejected_by_reason", rejectedByReason.fields());
    values.put("exited", Value.of(exitedByReason.total()));
    values.put("exited_by_reason", exitedByReason.fields());
    values.put("still_in", Value.of(enteredByArm.total() - exitedByReason.total()));
    values.put("messages", messages.fields());
    values.put("feedback", feedback.fields());
    TreeMap<String, Value> byStep = new TreeMap<>();
    steps.forEach((id, tally) -> byStep.put(id, tally.fields()));
    values.put("steps", new Fields(byStep));
    return new Fields(values);
  }

  /// What happened at one step. `arms` is filled at splits, `messages` at sends.
  static final class StepTally {
    long arrivals;
    final Counts arms = new Counts();
    final Sends messages = new Sends();

    Fields fields() {
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("arrivals", Value.of(arrivals));
      if (arms.total() > 0) {
        values.put("arms", arms.fields());
      }
      if (messages.arrivals() > 0) {
        values.put("messages", messages.fields());
      }
      return new Fields(values);
    }
  }
}
