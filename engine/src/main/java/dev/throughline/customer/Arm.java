package dev.throughline.customer;

import java.time.Instant;

/// The side of one experiment that a person is on, fixed at first exposure (rule H1).
///
/// @param contaminated two people with different arms turned out to be one; left out of lift (H4)
public record Arm(String name, Instant exposedAt, boolean contaminated) {
  public static final String TREATED = "treated";
  public static final String HOLDOUT = "holdout";

  public boolean isHoldout() {
    return name.equals(HOLDOUT);
  }

  /// Rule H4: the earlier exposure wins, the smaller name where they are equally old.
  public Arm join(Arm other) {
    int order = exposedAt.compareTo(other.exposedAt);
    Arm first = order < 0 || (order == 0 && name.compareTo(other.name) <= 0) ? this : other;
    boolean conflict = contaminated || other.contaminated || !name.equals(other.name);
    return new Arm(first.name, first.exposedAt, conflict);
  }
}
