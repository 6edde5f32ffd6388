package dev.throughline.http;

import dev.throughline.customer.Arm;
import dev.throughline.customer.Instance;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.Phrases;
import dev.throughline.journey.Journey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sides of experiments that a person is on.
final class ArmLines {
  private ArmLines() {}

  /// @param wanted which journeys' experiments; `global` belongs to all
  static Items of(PersonNow person, Predicate<String> wanted) {
    List<Value> lines = new ArrayList<>();
    person
        .customer()
        .arms
        .forEach((experiment, arm) -> {
          String journey = experiment.replaceFirst("/.*", "");
          if (experiment.equals("global") || wanted.test(journey)) {
            lines.add(
                line(
                    level(experiment, arm),
                    experiment,
                    arm.name(),
                    share(person, experiment),
                    arm.exposedAt(),
                    arm.contaminated()));
          }
        });
    for (Instance instance : person.customer().instances) {
      if (wanted.test(instance.journey)) {
        instance.arms.forEach((split, arm) -> {
          if (!person.customer().arms.containsKey(instance.journey + "/" + split)) {
            lines.add(line("split", instance.journey + "/" + split, arm, null, null, false));
          }
        });
      }
    }
    return new Items(lines);
  }

  private static Fields line(
      String level,
      String experiment,
      String arm,
      @Nullable String share,
      @Nullable Instant since,
      boolean contaminated) {
    return Json.object(
        "level", level,
        "experiment", experiment,
        "arm", arm,
        "share", share,
        "since", since,
        "contaminated", contaminated);
  }

  /// The arm of a split has its own name, the two of a holdout have theirs.
  private static String level(String experiment, Arm arm) {
    if (experiment.equals("global")) {
      return "global";
    }
    boolean holdout = arm.name().equals(Arm.TREATED) || arm.isHoldout();
    return !experiment.contains("/") ? "journey" : holdout ? "message" : "split";
  }

  private static @Nullable String share(PersonNow person, String experiment) {
    if (experiment.equals("global")) {
      return Phrases.percent(person.catalog().workspace().holdoutBasisPoints());
    }
    Journey journey = person.catalog().documents().journeys().get(experiment);
    return journey == null ? null : Phrases.percent(journey.holdoutBasisPoints());
  }
}
