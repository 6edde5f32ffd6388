package dev.throughline.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was so of a person when something touched them: which variant of a journey they were on,
/// and the segments they were in.
///
/// @param arm the arms of the splits passed before the send, in the order of the journey's steps:
///   `test=a`, `test=a,colour=blue`; null if there were none
/// @param segments keys in their order, at most `MAX_SEGMENTS`
public record Exposure(@Nullable String arm, List<String> segments) {
  public static final Exposure NONE = new Exposure(null, List.of());

  /// Who is in more segments is remembered in the first of them, by key.
  public static final int MAX_SEGMENTS = 100;

  public Exposure {
    segments = List.copyOf(segments);
  }
}
