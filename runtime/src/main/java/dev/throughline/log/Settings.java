package dev.throughline.log;

/// The sizes of a log: when a new segment begins, how much of the disk is kept free for what must
/// not be refused, and how large one entry may be.
public record Settings(long segmentBytes, long reserveBytes, int maxEntryBytes) {
  public Settings {
    if (segmentBytes < 1) {
      throw new IllegalStateException("A segment of %d bytes".formatted(segmentBytes));
    }
    if (reserveBytes < 0) {
      throw new IllegalStateException("A reserve of %d bytes".formatted(reserveBytes));
    }
    if (maxEntryBytes < 1 || maxEntryBytes > InputLog.MAX_APPEND_BYTES - Frame.ENTRY_BYTES) {
      throw new IllegalStateException("Entries of up to %d bytes".formatted(maxEntryBytes));
    }
  }
}
