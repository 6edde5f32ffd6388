package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Again;
import dev.throughline.journey.Entry;

/// `entry`: who comes into a journey.
final class EntryReader {
  private EntryReader() {}

  static Entry read(Item entry) {
    return new Entry(
        TriggerReader.read(entry.get("on")),
        Text.conditionOrNull(entry.get("when"), Place.EVENT),
        entry.get("unless").items().stream()
            .map(item -> Text.condition(item, Place.EVENT))
            .toList(),
        again(entry.get("again")),
        Text.expressionOrNull(entry.get("instance"), Place.EVENT));
  }

  private static Again again(Item again) {
    if (again.isObject()) {
      return new Again.After(
          again.get("after").span(CalendarSpan.ZERO), again.get("from").is("exit"));
    }
    return again.is("always") ? new Again.Always() : new Again.Never();
  }
}
