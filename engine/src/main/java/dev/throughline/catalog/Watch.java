package dev.throughline.catalog;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Reads;

/// A membership that the engine keeps up to date: a segment, or an audience with a condition.
///
/// @param key under which the customer's membership is stored: the segment's key, or `audience:KEY`
public record Watch(String key, Kind kind, String name, Condition when, Reads reads) {
  /// What the membership is of.
  public enum Kind {
    SEGMENT,
    AUDIENCE
  }
}
