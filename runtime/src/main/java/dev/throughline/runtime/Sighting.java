package dev.throughline.runtime;

/// What is known of an event that has come.
public enum Sighting {
  FIRST,
  /// It came before.
  AGAIN,
  /// The same import brought it before, and was cut off before it knew.
  RESUMED
}
