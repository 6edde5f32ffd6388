package dev.throughline.kafka;

/// The brokers do not answer, or do not get done what they were asked. A later try may succeed.
public final class ClusterUnavailable extends RuntimeException {
  ClusterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
