package dev.throughline.decision;

import dev.throughline.condition.Condition;
import org.jspecify.annotations.Nullable;

/// Something that can be offered. The template is sent when it is chosen.
///
/// @param eligible who may get it; null: everyone
/// @param maxPerPerson how often one person may get it; null: no limit
/// @param value what it is expected to be worth for this person; null: 0
public record Offer(
    String key,
    String template,
    @Nullable Condition eligible,
    @Nullable Integer maxPerPerson,
    @Nullable Condition value) {}
