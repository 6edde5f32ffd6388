package dev.throughline.analytics;

import dev.throughline.engine.Fact;

/// A fact and the number of the input that it follows from.
public record NumberedFact(long number, Fact fact) {}
