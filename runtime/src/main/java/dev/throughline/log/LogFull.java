package dev.throughline.log;

/// Why an append was refused: the disk is full, or only the reserve is left. A later one may
/// succeed.
public final class LogFull extends RuntimeException {
  LogFull(String message) {
    super(message);
  }
}
