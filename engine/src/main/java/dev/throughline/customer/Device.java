package dev.throughline.customer;

import java.time.Instant;

/// A device that can be pushed to.
///
/// @param type as the SDK says it: `ios`, `android`, `web`; empty if unknown
/// @param at event time at which it was last seen
public record Device(String token, String type, Instant at) {}
