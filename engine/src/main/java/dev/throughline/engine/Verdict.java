package dev.throughline.engine;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What the checks of rule G1 say of one send at one moment.
sealed interface Verdict {
  /// Every check made, in order.
  List<Fact.Check> checks();

  /// It may go.
  record Pass(
      String channel, String address, SortedMap<String, String> parts, List<Fact.Check> checks)
      implements Verdict {}

  /// It may never go.
  ///
  /// @param channel the channel that was tried, if one was
  /// @param advance nobody is to wait for its feedback (`over_cap: advance`)
  record Stop(String reason, @Nullable String channel, boolean advance, List<Fact.Check> checks)
      implements Verdict {}

  /// It may not go yet.
  ///
  /// @param until when to look again; null: when something changes
  /// @param expires how long it may wait in all, from its arrival; null: as long as the journey
  ///   lasts
  record Hold(
      String reason,
      @Nullable String channel,
      @Nullable Instant until,
      @Nullable Instant expires,
      List<Fact.Check> checks)
      implements Verdict {}
}
