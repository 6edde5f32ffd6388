package dev.throughline.codec.state;

/// Stored bytes that are not a customer: cut off, damaged, or of a version that this program does
/// not read. The world failing, not a mistake of ours: caught at the edge that read the store.
public final class CorruptBytes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptBytes(String message) {
    super(message);
  }

  CorruptBytes(String message, Throwable cause) {
    super(message, cause);
  }
}
