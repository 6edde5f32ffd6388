package dev.throughline.message;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Wording;
import org.jspecify.annotations.Nullable;

/// Reusable content, shown where `when` holds (null: always) and empty otherwise.
public record Block(String key, @Nullable Condition when, Wording content) {}
