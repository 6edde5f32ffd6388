package dev.throughline.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;

/// Waits for what the brokers were asked, all of it together no longer than a limit.
final class Asked {
  private final Cluster cluster;
  private final Duration limit;
  private final long untilNanos;

  Asked(Cluster cluster, Duration limit) {
    this.cluster = cluster;
    this.limit = limit;
    this.untilNanos = System.nanoTime() + limit.toNanos();
  }

  /// What was asked for; `what` completes "the brokers did not …".
  ///
  /// @throws ApiException if a broker says no
  /// @throws ClusterUnavailable if none says anything in time
  <T> T get(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ApiException said
          && !(said instanceof org.apache.kafka.common.errors.TimeoutException)) {
        throw said;
      }
      throw unavailable(what, failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException late) {
      throw unavailable(what, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable(what, interrupted);
    }
  }

  boolean isTimeLeft() {
    return untilNanos - System.nanoTime() > 0;
  }

  ClusterUnavailable unavailable(String what, Throwable cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ClusterUnavailable(
        "The Kafka brokers at %s did not %s within %d s: check the address, and that they run (%s)"
            .formatted(cluster.bootstrap(), what, limit.toSeconds(), said),
        cause);
  }
}
