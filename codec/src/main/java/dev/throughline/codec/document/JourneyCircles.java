package dev.throughline.codec.document;

import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.journey.Step.Action.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// Journeys that start each other in a circle in which nobody ever waits.
final class JourneyCircles {
  private JourneyCircles() {}

  static void check(Map<String, Journey> journeys, List<Notes> notes) {
    Map<String, Set<String>> started = new TreeMap<>();
    journeys.forEach((key, journey) -> started.put(key, startedAtOnce(journey).sequencedKeySet()));
    for (List<String> circle : Circles.of(started)) {
      Journey first = journeys.get(circle.getFirst());
      String next = circle.get(circle.size() == 1 ? 0 : 1);
      String step = first == null ? null : startedAtOnce(first).get(next);
      if (step != null) {
        notes.stream()
            .filter(own -> own.document().name().equals("journey/" + circle.getFirst()))
            .findFirst()
            .ifPresent(own -> tell(own.root().get("steps").get(step), circle));
      }
    }
  }

  /// The journeys that somebody starts at the moment of entering this one, with the step that does.
  private static SequencedMap<String, String> startedAtOnce(Journey journey) {
    SequencedMap<String, String> started = new LinkedHashMap<>();
    for (String id : StepGraph.reachedAtOnce(journey.steps())) {
      if (journey.steps().get(id)
          instanceof Step.Do(_, Command(Command.Verb verb, String other), _)) {
        if (verb == Command.Verb.START) {
          started.putIfAbsent(other, id);
        }
      }
    }
    return started;
  }

  private static void tell(Item step, List<String> circle) {
    step.get("journey")
        .get("start")
        .problem(
            Severity.WARNING,
            "journey-circle",
            "Journeys start each other in a circle without ever waiting: %s, %s."
                .formatted(String.join(", ", circle), circle.getFirst()),
            "Put a wait before one of the starts, or take it out.");
  }
}
