package dev.throughline.log;

/// Why an append was refused: too much already waits for the disk. A later one may succeed.
public final class LogBusy extends RuntimeException {
  LogBusy(String message) {
    super(message);
  }
}
