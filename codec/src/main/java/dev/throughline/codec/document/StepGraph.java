package dev.throughline.codec.document;

import dev.throughline.journey.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which step leads to which.
final class StepGraph {
  static final int MAX_STEPS = 1_000;

  private StepGraph() {}

  static void check(SequencedMap<String, Step> steps, SequencedMap<String, Item> items) {
    var successors = new LinkedHashMap<String, Set<String>>();
    steps.forEach((id, step) -> successors.put(id, successors(step)));
    if (steps.size() < items.size() || steps.size() > MAX_STEPS) {
      return; // A step without a form leads nowhere yet; what it hides is told when it is mended.
    }
    unreachable(successors, items);
    loops(steps, successors, items);
  }

  /// The steps that somebody may come to at the moment of entry, waiting ones included.
  static Set<String> reachedAtOnce(SequencedMap<String, Step> steps) {
    var hasty = new LinkedHashMap<String, Set<String>>();
    steps.forEach((id, step) -> hasty.put(id, waits(step) ? Set.of() : successors(step)));
    return reached(hasty);
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Wait || (step instanceof Step.Task task && task.done() != null);
  }

  private static Set<String> successors(Step step) {
    Set<String> next = new LinkedHashSet<>();
    switch (step) {
      case Step.Send send -> add(next, send.next());
      case Step.Wait(_, Step.Until until, String then) -> {
        add(next, then);
        if (until instanceof Step.Until.Events(_, Step.AtMost atMost) && atMost != null) {
          add(next, atMost.onTimeout());
        }
      }
      case Step.Branch(_, List<Step.Branch.Case> cases, String then) -> {
        cases.forEach(c -> add(next, c.next()));
        if (cases.isEmpty() || cases.getLast().when() != null) {
          add(next, then);
        }
      }
      case Step.Split split -> split.arms().values().forEach(arm -> add(next, arm.next()));
      case Step.Decide decide -> add(next, decide.next());
      case Step.Do done -> add(next, done.next());
      case Step.Task(_, _, Step.AtMost done, String then) -> {
        add(next, then);
        if (done != null) {
          add(next, done.onTimeout());
        }
      }
    }
    return next;
  }

  private static void add(Set<String> next, @Nullable String id) {
    if (id != null) {
      next.add(id);
    }
  }

  private static Set<String> of(Map<String, Set<String>> successors, String id) {
    return successors.getOrDefault(id, Set.of());
  }

  private static void unreachable(
      SequencedMap<String, Set<String>> successors, SequencedMap<String, Item> items) {
    if (successors.isEmpty()) {
      return;
    }
    Set<String> reached = reached(successors);
    items.forEach((id, item) -> {
      if (!reached.contains(id)) {
        item.problem(
            Severity.WARNING,
            "unreachable-step",
            "Nobody can get to step '%s'.".formatted(id),
            "Lead a step there with next, or remove it.");
      }
    });
  }

  /// From the first on.
  private static Set<String> reached(SequencedMap<String, Set<String>> successors) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(successors.firstEntry().getKey()));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (reached.add(id)) {
        of(successors, id).forEach(open::push);
      }
    }
    return reached;
  }

  /// A circle of steps that all go on at once would never end.
  private static void loops(
      SequencedMap<String, Step> steps,
      Map<String, Set<String>> successors,
      SequencedMap<String, Item> items) {
    Map<String, Set<String>> hasty = new LinkedHashMap<>(successors);
    steps.forEach((id, step) -> {
      if (waits(step)) {
        hasty.remove(id);
      }
    });
    for (List<String> circle : Circles.of(hasty)) {
      String way = String.join(", ", circle) + ", " + circle.getFirst();
      items.sequencedEntrySet().stream()
          .filter(entry -> circle.contains(entry.getKey()))
          .findFirst()
          .ifPresent(entry ->
              entry
                  .getValue()
                  .error(
                      "endless-loop",
                      "The steps %s go round without ever waiting.".formatted(way),
                      "Put a wait into the circle."));
    }
  }
}
