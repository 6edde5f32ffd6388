package dev.throughline.customer;

import java.time.Instant;
import java.util.List;

/// A place taken under the caps by a decided send (rule G2). Ghosts keep theirs in a shadow that
/// only ghosts count (rule H3).
///
/// @param tags of the journey as it was sent: changing them later moves no place
public record Reservation(
    String message,
    Instant at,
    String channel,
    String purpose,
    String journey,
    List<String> tags,
    boolean ghost) {
  public Reservation {
    tags = List.copyOf(tags);
  }
}
