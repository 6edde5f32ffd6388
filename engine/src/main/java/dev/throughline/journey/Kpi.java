package dev.throughline.journey;

import dev.throughline.event.CalendarSpan;

/// The primary outcome: conversions of this kind within `window` of the entry.
public record Kpi(String conversion, CalendarSpan window) {}
