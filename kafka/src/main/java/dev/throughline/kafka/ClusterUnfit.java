package dev.throughline.kafka;

/// The brokers answer, and something about them or their topics must be changed by a person first;
/// the message says what.
public final class ClusterUnfit extends RuntimeException {
  ClusterUnfit(String message) {
    super(message);
  }
}
