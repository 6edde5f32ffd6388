package dev.throughline.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What followed from one input: facts and effects in order, and when to come back.
///
/// @param wake when the engine must next be called for this customer; null: only when something
///   happens
public record Outcome(List<Fact> facts, List<Effect> effects, @Nullable Wake wake) {
  public Outcome {
    facts = List.copyOf(facts);
    effects = List.copyOf(effects);
  }
}
