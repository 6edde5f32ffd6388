package dev.throughline.condition;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/// What a condition looks at: so that only conditions that an input can affect are evaluated.
///
/// @param traits names read as `profile.NAME`; with `allTraits` any trait may matter
/// @param events names whose occurrence can change the result (metrics, first, last, days_since,
///   session)
/// @param metrics counters that must be kept
/// @param reach for each metric read through a window, how far back at most
/// @param firsts, lasts events of which the first or last must be kept
/// @param session the current visit is read, so that any event can change the result
/// @param time the result may change by the passing of time alone
public record Reads(
    SortedSet<String> traits,
    boolean allTraits,
    SortedSet<String> events,
    List<Metric> metrics,
    SortedMap<String, Duration> reach,
    SortedSet<String> firsts,
    SortedSet<String> lasts,
    SortedSet<String> segments,
    SortedSet<String> audiences,
    SortedSet<String> scores,
    boolean account,
    boolean consent,
    boolean session,
    boolean time) {

  public static Reads of(Expr expr) {
    Reading reading = new Reading();
    reading.read(expr);
    return reading.reads();
  }
}
