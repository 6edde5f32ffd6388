package dev.throughline.log;

import org.jspecify.annotations.Nullable;

/// Why an append was refused: the log is closed, or a write or an fsync failed, after which the
/// disk may forget what it seems to hold. Nothing is acknowledged until a restart has read it
/// again.
public final class LogBroken extends RuntimeException {
  LogBroken(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
