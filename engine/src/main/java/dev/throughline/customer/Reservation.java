package dev.throughline.customer;

import java.time.Instant;

/// A place taken under the caps by a decided send (rule G2). Ghosts keep theirs in a shadow that
/// only ghosts count (rule H3).
public record Reservation(
    String message, Instant at, String channel, String purpose, String journey, boolean ghost) {}
