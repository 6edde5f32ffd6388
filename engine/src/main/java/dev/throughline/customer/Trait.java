package dev.throughline.customer;

import dev.throughline.event.Value;
import java.time.Instant;

/// A trait and when, by event time, it was last said.
public record Trait(Value value, Instant at) {}
