package dev.throughline.journey;

import dev.throughline.condition.Condition;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// What starts a journey.
public sealed interface Trigger {
  record OnEvent(EventMatch match) implements Trigger {}

  /// The person joins or leaves a segment.
  ///
  /// @param entered true for `change: entered`, false for `left`
  record OnSegment(String segment, boolean entered) implements Trigger {}

  /// Only a real change counts. A null bound is open; a trait that was missing changes from
  /// nothing.
  record OnAttribute(String attribute, @Nullable Value from, @Nullable Value to)
      implements Trigger {}

  /// Once per crossing. Up: from below (or nothing) to at least `threshold`; down: from at least it
  /// to below.
  record OnScore(String score, BigDecimal threshold, boolean up) implements Trigger {}

  /// At `at` local time on the day of the trait's date plus `offset`, if that is still to come when
  /// the date becomes known.
  record OnDate(Condition date, CalendarSpan offset, LocalTime at) implements Trigger {}

  /// Unix cron in the workspace's zone, for the members of `segment` (null: everyone).
  record OnSchedule(Cron cron, @Nullable String segment) implements Trigger {}

  record OnApi() implements Trigger {}

  /// An event by name, and a condition on it.
  record EventMatch(String event, @Nullable Condition where) {}
}
