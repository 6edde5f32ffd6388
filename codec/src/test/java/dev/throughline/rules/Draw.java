package dev.throughline.rules;

import dev.throughline.catalog.Workspace;
import dev.throughline.experiment.Assignment;
import java.util.List;
import java.util.stream.IntStream;

/// People who draw a given arm of a holdout of half, in a workspace of the usual salt.
final class Draw {
  static final String HALF = "holdout: 50%";
  private static final int HALF_BASIS_POINTS = 5_000;
  private static final int ENOUGH = 1_000;

  private Draw() {}

  static boolean isHeldOut(String experiment, String id) {
    return Assignment.heldOut(Workspace.DEFAULT.salt(), experiment, id, HALF_BASIS_POINTS);
  }

  /// The first few ids that begin so and are held out.
  static List<String> heldOut(String experiment, String prefix) {
    return of(experiment, prefix, true);
  }

  static List<String> treated(String experiment, String prefix) {
    return of(experiment, prefix, false);
  }

  private static List<String> of(String experiment, String prefix, boolean heldOut) {
    return IntStream.range(0, ENOUGH)
        .mapToObj(i -> prefix + i)
        .filter(id -> isHeldOut(experiment, id) == heldOut)
        .limit(5)
        .toList();
  }
}
