package dev.throughline.segment;

import dev.throughline.condition.Condition;

/// A named group of customers: those for whom `when` is true.
public record Segment(String key, String name, Condition when) {}
