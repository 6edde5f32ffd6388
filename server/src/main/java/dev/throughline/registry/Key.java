package dev.throughline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key that a client shows, without its secret.
///
/// @param id by which it is listed and revoked
public record Key(
    String id, String name, Scope scope, Instant createdAt, @Nullable Instant revokedAt) {
  public boolean isRevoked() {
    return revokedAt != null;
  }
}
