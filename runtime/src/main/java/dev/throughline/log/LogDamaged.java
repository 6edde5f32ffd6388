package dev.throughline.log;

/// The log has lost entries that others follow, so it is not read: skipping them would be silent
/// loss. A [Repair] says what is lost, and goes on without it.
public final class LogDamaged extends RuntimeException {
  private final String file;
  private final long offset;

  LogDamaged(String file, long offset, String why) {
    super("The log is damaged in %s at byte %d: %s".formatted(file, offset, why));
    this.file = file;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
