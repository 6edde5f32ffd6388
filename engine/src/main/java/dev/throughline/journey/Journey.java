package dev.throughline.journey;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One published, immutable version of a journey. Every `next` leads to a step that exists.
///
/// @param tags labels that caps may name
/// @param purpose consent purpose of its sends; `transactional` is exempt from caps, quiet hours
///   and holdouts
/// @param priority 0 to 100, higher wins
/// @param holdoutBasisPoints share held out, in hundredths of a percent (10% = 1000)
/// @param steps in the order written; the first is where people start
/// @param handlers the `on:` list (rule E6)
public record Journey(
    String key,
    int version,
    String name,
    List<String> tags,
    @Nullable String stage,
    String purpose,
    int priority,
    @Nullable Kpi kpi,
    int holdoutBasisPoints,
    Entry entry,
    Exits exits,
    SequencedMap<String, Step> steps,
    List<Handler> handlers) {
  public static final String TRANSACTIONAL = "transactional";

  public Journey {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("Journey " + key + " has no steps");
    }
    tags = List.copyOf(tags);
    handlers = List.copyOf(handlers);
  }

  public boolean isTransactional() {
    return purpose.equals(TRANSACTIONAL);
  }

  public Step firstStep() {
    return steps.firstEntry().getValue();
  }

  public Step step(String id) {
    Step step = steps.get(id);
    if (step == null) {
      throw new IllegalStateException("Journey %s has no step %s".formatted(key, id));
    }
    return step;
  }
}
