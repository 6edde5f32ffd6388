package dev.throughline.log;

import org.jspecify.annotations.Nullable;

/// One durable entry: its number (from 1, without gaps), the moment it was taken in (UTC, never
/// decreasing in a log), its bytes, and what was attached to it if this process appended it.
@SuppressWarnings("ArrayRecordComponent")
public record Logged(long number, long stampMs, byte[] payload, @Nullable Object attachment) {
  /// Whether what was in it is lost: a [Repair] keeps only the number.
  public boolean isLost() {
    return payload.length == 0;
  }
}
