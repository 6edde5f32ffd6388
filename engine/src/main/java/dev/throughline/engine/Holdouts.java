package dev.throughline.engine;

import dev.throughline.customer.Arm;
import dev.throughline.experiment.Assignment;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who is held out, at which level: global, journey, message, in this order (rules H1 to H3).
final class Holdouts {
  static final String GLOBAL = "global";

  private Holdouts() {}

  /// Assigns the arms that an entry exposes to, and says on which side the person is.
  static String armAtEntry(Turn turn, Journey journey) {
    return levelAtEntry(turn, journey).isPresent() ? Arm.HOLDOUT : Arm.TREATED;
  }

  /// The arms that an entry exposes to; asked after `armAtEntry` has assigned them.
  static SortedMap<String, String> armsAtEntry(Turn turn, Journey journey) {
    TreeMap<String, String> arms = new TreeMap<>();
    if (!journey.isTransactional()) {
      for (String experiment : List.of(GLOBAL, journey.key())) {
        Arm arm = turn.customer.arms.get(experiment);
        if (arm != null) {
          arms.put(experiment, arm.name());
        }
      }
    }
    return arms;
  }

  private static Optional<String> levelAtEntry(Turn turn, Journey journey) {
    if (journey.isTransactional()) {
      return Optional.empty();
    }
    boolean global = isHeldOut(turn, GLOBAL, turn.catalog.workspace().holdoutBasisPoints());
    boolean own = isHeldOut(turn, journey.key(), journey.holdoutBasisPoints());
    if (global) {
      return Optional.of("holdout_global");
    }
    return own ? Optional.of("holdout_journey") : Optional.empty();
  }

  /// The level at which a send of this journey becomes a ghost; empty when it is sent.
  static Optional<String> level(Turn turn, Journey journey, Step.Send send) {
    if (journey.isTransactional()) {
      return Optional.empty();
    }
    Optional<String> level = levelAtEntry(turn, journey);
    String experiment = journey.key() + "/" + send.id();
    boolean message = isHeldOut(turn, experiment, send.holdoutBasisPoints());
    return level.isPresent() || !message ? level : Optional.of("holdout_message");
  }

  /// Whether every send of this journey is a ghost for this person.
  static boolean isGhost(Turn turn, Journey journey) {
    return levelAtEntry(turn, journey).isPresent();
  }

  private static boolean isHeldOut(Turn turn, String experiment, int basisPoints) {
    if (basisPoints == 0) {
      Arm known = turn.customer.arms.get(experiment);
      return known != null && known.isHoldout();
    }
    return turn.arm(experiment, () -> draw(turn, experiment, basisPoints)).isHoldout();
  }

  private static String draw(Turn turn, String experiment, int basisPoints) {
    boolean heldOut =
        Assignment.heldOut(
            turn.catalog.workspace().salt(), experiment, turn.customer.id.value(), basisPoints);
    return heldOut ? Arm.HOLDOUT : Arm.TREATED;
  }
}
