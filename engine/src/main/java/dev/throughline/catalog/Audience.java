package dev.throughline.catalog;

import dev.throughline.condition.Condition;
import org.jspecify.annotations.Nullable;

/// A list of people kept at a destination: filled by `when` (null: only by journeys and imports).
public record Audience(String key, String destination, @Nullable Condition when) {
  /// Segment's events by which somebody comes onto a list that no condition fills, or leaves it.
  public static final String ENTERED = "Audience Entered";

  public static final String EXITED = "Audience Exited";

  /// The property of those events that names the list.
  public static final String KEY = "audience_key";
}
