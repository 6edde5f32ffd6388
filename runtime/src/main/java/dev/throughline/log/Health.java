package dev.throughline.log;

/// Whether the log takes entries in.
public sealed interface Health {
  /// Everything is taken in.
  record Well() implements Health {}

  /// Only what may use the reserve is taken in, until there is space again.
  record Full(String detail) implements Health {}

  /// Nothing is taken in until a restart.
  record Broken(String detail) implements Health {}
}
