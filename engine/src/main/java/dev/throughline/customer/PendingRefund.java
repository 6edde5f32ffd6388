package dev.throughline.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A refund, or what is left of one, that waits for its order to become known.
///
/// @param conversion key of the conversion document
/// @param amount null: of the whole order
/// @param at when it was refunded
/// @param heardAt when it reached us
public record PendingRefund(
    String conversion, String order, @Nullable BigDecimal amount, Instant at, Instant heardAt) {
  /// In the order of their arrival; the rest so that the order never depends on the input's.
  public static final Comparator<PendingRefund> ORDER =
      Comparator.comparing(PendingRefund::heardAt)
          .thenComparing(PendingRefund::at)
          .thenComparing(PendingRefund::toString);
}
