package dev.throughline.kafka;

/// What a reader was to read next is not there: deleted, older than what is kept, or never written.
/// Going on elsewhere would leave records out, so that is for a person to decide.
public final class PositionLost extends RuntimeException {
  PositionLost(String message) {
    super(message);
  }
}
