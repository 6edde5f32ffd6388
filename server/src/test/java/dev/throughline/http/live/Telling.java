package dev.throughline.http.live;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.Slice;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// News as a runtime tells them: one event and one fact an entry.
final class Telling {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private Telling() {}

  /// The entries from `first` to `last`, the facts numbered as the entries.
  static Told told(long first, long last) {
    List<Fact> facts = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    List<Told.Taken> events = new ArrayList<>();
    for (long entry = first; entry <= last; entry++) {
      CustomerId ann = new CustomerId("ann");
      facts.add(
          new Fact(
              "f" + entry,
              START.plusSeconds(entry),
              ann,
              new Fact.What.SegmentEntered("s" + entry)));
      entries.add(entry);
      Event event = event(entry);
      byte[] line = EventLine.write(event).getBytes(StandardCharsets.UTF_8);
      events.add(new Told.Taken(entry, ann, null, event, new Slice(line, 0, line.length)));
    }
    return new Told(first, facts, entries, events, last);
  }

  private static Event event(long entry) {
    Instant at = START.plusSeconds(entry);
    return new Event(
        "m" + entry,
        Event.Type.TRACK,
        "Viewed",
        "ann",
        null,
        null,
        null,
        Fields.EMPTY,
        Fields.EMPTY,
        Fields.EMPTY,
        at,
        at,
        false);
  }
}
