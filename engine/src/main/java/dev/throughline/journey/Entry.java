package dev.throughline.journey;

import dev.throughline.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who comes in, in the order of rule E1: trigger, `when`, `unless`, re-entry.
///
/// @param instance gives one running instance per person and value; null: one per person
public record Entry(
    Trigger on,
    @Nullable Condition when,
    List<Condition> unless,
    Again again,
    @Nullable Condition instance) {
  public Entry {
    unless = List.copyOf(unless);
  }
}
