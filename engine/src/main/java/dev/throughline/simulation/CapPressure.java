package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// How much the house rules press on what journeys want to send: by reason, how many messages were
/// stopped, and what became of those that were only held.
final class CapPressure {
  private static final List<String> REASONS = List.of("frequency_cap", "outranked", "quiet_hours");

  private final TreeMap<String, Counts> byReason = new TreeMap<>();

  CapPressure() {
    REASONS.forEach(reason -> byReason.put(reason, new Counts()));
  }

  /// One message has ended.
  ///
  /// @param heldFor every reason that it was held for on the way
  /// @param reason why it was not sent; empty when it was
  void ended(Set<String> heldFor, String outcome, String reason) {
    byReason.forEach((pressing, counts) -> {
      boolean dropped = outcome.equals("dropped") && reason.equals(pressing);
      if (heldFor.contains(pressing)) {
        counts.add("held");
        counts.add(outcome.equals("held") ? "still_held" : "later_" + outcome);
      } else if (dropped) {
        counts.add("dropped_at_once");
      }
      if (dropped || heldFor.contains(pressing)) {
        counts.add("messages");
      }
    });
  }

  Fields fields(long arrivals) {
    TreeMap<String, Value> values = new TreeMap<>();
    byReason.forEach((reason, counts) -> {
      TreeMap<String, Value> row = new TreeMap<>(counts.fields().values());
      row.putIfAbsent("messages", Value.of(0L));
      row.put("share_of_arrivals", Value.of(share(counts.of("messages"), arrivals)));
      values.put(reason, new Fields(row));
    });
    return new Fields(values);
  }

  private static BigDecimal share(long part, long whole) {
    return whole == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_EVEN);
  }
}
