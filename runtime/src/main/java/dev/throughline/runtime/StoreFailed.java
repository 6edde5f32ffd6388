package dev.throughline.runtime;

/// The disk under the store failed; the process stops and replays its log when started again.
public final class StoreFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
