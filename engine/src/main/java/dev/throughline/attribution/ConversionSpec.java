package dev.throughline.attribution;

import dev.throughline.condition.Condition;
import dev.throughline.customer.Touch;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Trigger.EventMatch;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What counts as a conversion, what it is worth, and which touches share its credit.
///
/// @param value, currency, id evaluated over the event; null: value 0, the workspace's currency,
///   the message id
/// @param lookback by journey stage, under `default` for the rest
/// @param touches the least status of a message that counts
/// @param milestone the name of the business milestone, if it is one
public record ConversionSpec(
    String key,
    EventMatch on,
    @Nullable Condition value,
    @Nullable Condition currency,
    @Nullable Condition id,
    @Nullable Refund refund,
    SortedMap<String, CalendarSpan> lookback,
    Touch.Status touches,
    @Nullable String milestone) {
  public static final CalendarSpan DEFAULT_LOOKBACK = CalendarSpan.of("P30D");

  /// How a refund is recognised.
  ///
  /// @param value null: all that is left
  public record Refund(EventMatch on, Condition id, @Nullable Condition value) {}

  public CalendarSpan lookback(@Nullable String stage) {
    CalendarSpan general = lookback.getOrDefault("default", DEFAULT_LOOKBACK);
    return stage == null ? general : lookback.getOrDefault(stage, general);
  }
}
