package dev.throughline.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a person last entered and left a journey (per `instance` value): what re-entry asks (E5).
public record Run(Instant enteredAt, @Nullable Instant exitedAt, int times) {
  /// The two people's runs as one: the latest entry and exit, all times.
  public Run join(Run other) {
    Instant entered = enteredAt.isAfter(other.enteredAt) ? enteredAt : other.enteredAt;
    return new Run(entered, later(exitedAt, other.exitedAt), times + other.times);
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }
}
