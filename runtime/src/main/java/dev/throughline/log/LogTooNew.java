package dev.throughline.log;

/// A segment was written by a newer version of this program, so it is not read.
public final class LogTooNew extends RuntimeException {
  private final String file;

  LogTooNew(String file, int version, int known) {
    super(
        "%s is written in version %d of the log's format; this program reads up to version %d"
            .formatted(file, version, known));
    this.file = file;
  }

  public String file() {
    return file;
  }
}
