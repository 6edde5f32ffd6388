package dev.throughline.catalog;

import dev.throughline.condition.Condition;
import org.jspecify.annotations.Nullable;

/// A list of people kept at a destination: filled by `when` (null: only by journeys and imports).
public record Audience(String key, String destination, @Nullable Condition when) {}
