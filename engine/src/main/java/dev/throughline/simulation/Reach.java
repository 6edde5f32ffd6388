package dev.throughline.simulation;

import dev.throughline.customer.CustomerId;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// How many people were sent at least one message on each day of the workspace's zone, and how many
/// messages that was.
final class Reach {
  private final ZoneId zone;
  private final TreeMap<LocalDate, long[]> days = new TreeMap<>();

  /// The last day on which each person was reached. Facts of one person come in order of time, so
  /// one day per person is enough to count each person once a day.
  private final TreeMap<CustomerId, LocalDate> lastDay = new TreeMap<>();

  Reach(ZoneId zone) {
    this.zone = zone;
  }

  void sent(CustomerId customer, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    long[] row = days.computeIfAbsent(day, _ -> new long[2]);
    row[0] += day.equals(lastDay.put(customer, day)) ? 0 : 1;
    row[1]++;
  }

  long people() {
    return lastDay.size();
  }

  Value.Items items() {
    List<Value> rows = new ArrayList<>();
    days.forEach((day, row) -> {
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("day", Value.of(day.toString()));
      values.put("people", Value.of(row[0]));
      values.put("messages", Value.of(row[1]));
      rows.add(new Fields(values));
    });
    return new Value.Items(rows);
  }
}
