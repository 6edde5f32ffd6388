package dev.throughline.condition;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Items;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The current visit: events with no pause of half an hour between them, the last of them less than
/// half an hour ago.
public final class Visit {
  /// The pause that ends a visit.
  public static final long PAUSE_MS = 30 * 60_000;

  private Visit() {}

  /// @param events oldest first
  static Value events(List<Event> events, Notes notes) {
    List<Value> visit = new ArrayList<>();
    long after = notes.nowMs;
    for (int i = events.size() - 1; i >= 0; i--) {
      long at = Times.ms(events.get(i).at());
      if (at > notes.nowMs) {
        notes.changesAt(at);
        continue;
      }
      if (after - at >= PAUSE_MS) {
        break;
      }
      if (visit.isEmpty()) {
        notes.changesAt(at + PAUSE_MS);
      }
      visit.add(EventFields.all(events.get(i)));
      after = at;
    }
    Collections.reverse(visit);
    return new Items(visit);
  }
}
