package dev.throughline.customer;

import dev.throughline.event.Value.Fields;
import java.time.Instant;

/// The account that a person belongs to, as their newest `group` call said.
public record Account(String id, Fields traits, Instant at) {}
