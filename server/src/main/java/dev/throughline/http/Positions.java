package dev.throughline.http;

import dev.throughline.customer.Arm;
import dev.throughline.customer.Instance;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.words.WaitWords;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where people stand in journeys, and what they wait for.
final class Positions {
  private Positions() {}

  static Fields of(PersonNow person, Instance instance, Shelf shelf) {
    Journey journey = person.catalog().documents().journeys().get(instance.journey);
    Step step = journey == null ? null : journey.steps().get(instance.step);
    boolean paused = instance.suspended || person.customer().paused.containsKey(instance.journey);
    return Json.object(
        "journey", instance.journey,
        "journeyName", shelf.nameOf("journey", instance.journey),
        "version", instance.version,
        "instance", instance.id,
        "arm", arm(person, instance.journey, journey),
        "step", instance.step,
        "enteredAt", instance.enteredAt,
        "arrivedAt", instance.arrivedAt,
        "until", until(instance),
        "waitingFor", step == null ? null : WaitWords.at(step, shelf::nameOf),
        "paused", paused);
  }

  private static String arm(PersonNow person, String key, @Nullable Journey journey) {
    if (journey != null && journey.isTransactional()) {
      return Arm.TREATED;
    }
    boolean heldOut = isHeldOut(person, "global") || isHeldOut(person, key);
    return heldOut ? Arm.HOLDOUT : Arm.TREATED;
  }

  private static boolean isHeldOut(PersonNow person, String experiment) {
    Arm arm = person.customer().arms.get(experiment);
    return arm != null && arm.isHoldout();
  }

  private static @Nullable Instant until(Instance instance) {
    Instant due = instance.dueAt;
    Instant deadline = instance.deadline;
    if (due == null || deadline == null) {
      return due == null ? deadline : due;
    }
    return due.isBefore(deadline) ? due : deadline;
  }
}
