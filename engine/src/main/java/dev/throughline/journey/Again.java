package dev.throughline.journey;

import dev.throughline.event.CalendarSpan;

/// Whether a person may enter again (rule E5).
public sealed interface Again {
  record Never() implements Again {}

  record Always() implements Again {}

  /// Allowed from exactly `span` after the last entry (or exit, with `fromExit`).
  record After(CalendarSpan span, boolean fromExit) implements Again {}
}
