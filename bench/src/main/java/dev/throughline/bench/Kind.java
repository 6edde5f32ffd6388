package dev.throughline.bench;

/// What the events of a load do.
public enum Kind {
  /// They have names that no document mentions.
  IDLE,
  /// Each makes somebody enter or leave a segment, or enter, move in or exit a journey.
  MOVING,
  /// Seven of ten are idle, the others are what documents look at, in a shop's proportions.
  MIXED
}
