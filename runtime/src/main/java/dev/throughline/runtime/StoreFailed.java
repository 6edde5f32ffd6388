package dev.throughline.runtime;

/// The disk under the store failed; the process stops and replays its log when started again. Where
/// it is only full, a checkpoint waits.
public final class StoreFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean full;

  StoreFailed(String message, Throwable cause, boolean full) {
    super(message, cause);
    this.full = full;
  }

  boolean isFull() {
    return full;
  }
}
