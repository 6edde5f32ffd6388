package dev.throughline.attribution;

import dev.throughline.customer.Conversion;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Touch.Status;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Trigger.EventMatch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An order of 1 June 2026, noon, and the touches before it.
final class Order {
  static final Instant CONVERTED = Instant.parse("2026-06-01T12:00:00Z");

  private Order() {}

  static Instant at(int daysBefore) {
    return CONVERTED.minus(Duration.ofDays(daysBefore));
  }

  static Touch email(String id, int daysBefore) {
    return touch(id, Status.DELIVERED, at(daysBefore), "cart", null);
  }

  static Touch touch(
      String id, Status status, Instant at, @Nullable String journey, @Nullable String stage) {
    return new Touch(id, status, at, journey, 1, "step", stage, "email", Exposure.NONE);
  }

  static Conversion worth(String value) {
    return worth(value, CONVERTED);
  }

  static Conversion worth(String value, Instant at) {
    return new Conversion(
        "order", "o1", at, new BigDecimal(value), "EUR", BigDecimal.ZERO, 0, List.of());
  }

  static ConversionSpec spec(Status touches, String lookback) {
    return spec(touches, Map.of("default", lookback));
  }

  /// @param lookback by stage
  static ConversionSpec spec(Status touches, Map<String, String> lookback) {
    TreeMap<String, CalendarSpan> spans = new TreeMap<>();
    lookback.forEach((stage, span) -> spans.put(stage, CalendarSpan.of(span)));
    return new ConversionSpec(
        "order",
        new EventMatch("Order Completed", null),
        null,
        null,
        null,
        null,
        spans,
        touches,
        null);
  }
}
