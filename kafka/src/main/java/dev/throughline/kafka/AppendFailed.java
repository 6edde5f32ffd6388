package dev.throughline.kafka;

/// Why an append has no offset. A later one may succeed.
public final class AppendFailed extends RuntimeException {
  private final boolean mayBeWritten;

  private AppendFailed(String message, Throwable cause, boolean mayBeWritten) {
    super(message, cause);
    this.mayBeWritten = mayBeWritten;
  }

  static AppendFailed notWritten(String message, Throwable cause) {
    return new AppendFailed(message, cause, false);
  }

  static AppendFailed unknown(String message, Throwable cause) {
    return new AppendFailed(message, cause, true);
  }

  /// Whether the record may be in the topic all the same: it had left for the broker, or may have.
  public boolean mayBeWritten() {
    return mayBeWritten;
  }
}
