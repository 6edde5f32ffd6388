package dev.throughline.engine;

import dev.throughline.catalog.Watch;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Membership;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Under what a person is touched at this moment.
final class Exposures {
  private Exposures() {}

  /// @param instance the run of a journey that sends; null where no journey does
  static Exposure of(Turn turn, @Nullable Instance instance) {
    String arm = instance == null ? null : arm(turn, instance);
    return shared(turn.customer, new Exposure(arm, segments(turn)));
  }

  private static @Nullable String arm(Turn turn, Instance instance) {
    if (instance.arms.isEmpty()) {
      return null;
    }
    List<String> taken = new ArrayList<>();
    for (String step : turn.journey(instance).steps().keySet()) {
      String arm = instance.arms.get(step);
      if (arm != null) {
        taken.add(step + "=" + arm);
      }
    }
    return taken.isEmpty() ? null : String.join(",", taken);
  }

  private static List<String> segments(Turn turn) {
    List<String> segments = new ArrayList<>();
    for (Watch watch : turn.catalog.watches().all()) {
      Membership membership = turn.customer.segments.get(watch.key());
      if (watch.kind() == Watch.Kind.SEGMENT && membership != null && membership.in()) {
        segments.add(watch.name());
      }
    }
    segments.sort(null);
    return segments.subList(0, Math.min(segments.size(), Exposure.MAX_SEGMENTS));
  }

  /// A person's touches are mostly of the same kind: equal ones share one object.
  private static Exposure shared(Customer customer, Exposure exposure) {
    if (exposure.equals(Exposure.NONE)) {
      return Exposure.NONE;
    }
    if (!customer.messages.isEmpty() && customer.messages.getLast().exposure().equals(exposure)) {
      return customer.messages.getLast().exposure();
    }
    if (!customer.touches.isEmpty() && customer.touches.getLast().exposure().equals(exposure)) {
      return customer.touches.getLast().exposure();
    }
    return exposure;
  }
}
