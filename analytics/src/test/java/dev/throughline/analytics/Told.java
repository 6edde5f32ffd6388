package dev.throughline.analytics;

import dev.throughline.codec.json.EventLine;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts and events as a runtime hands them over, each an input of its own.
final class Told {
  static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private Told() {}

  static List<NumberedFact> numbered(List<Fact> facts) {
    return numbered(1, facts);
  }

  static List<NumberedFact> numbered(long from, List<Fact> facts) {
    List<NumberedFact> numbered = new ArrayList<>();
    for (Fact fact : facts) {
      numbered.add(new NumberedFact(from + numbered.size(), fact));
    }
    return numbered;
  }

  /// So many minutes after the start.
  static NumberedFact fact(long number, String customer, Fact.What what) {
    return new NumberedFact(
        number,
        new Fact("f" + number, START.plusSeconds(60 * number), new CustomerId(customer), what));
  }

  static NumberedEvent event(long number, String customer, @Nullable String formerly, String name) {
    String line =
        "{\"userId\":\"%s\",\"event\":\"%s\",\"messageId\":\"m%d\",\"timestamp\":\"%s\"}"
            .formatted(customer, name, number, START.plusSeconds(60 * number));
    if (EventLine.parse(line) instanceof EventLine.Parsed.Ok(Event event)) {
      return new NumberedEvent(number, customer, formerly, event, EventLine.write(event));
    }
    throw new AssertionError(line);
  }
}
