package dev.throughline.runtime;

import dev.throughline.log.Disk;
import dev.throughline.log.FolderDisk;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// How a runtime works.
///
/// @param directory the data directory
/// @param clockMs what time it is, in milliseconds since 1970; may be a virtual clock
/// @param shards how many people are moved at once
/// @param cachedPeople how many people stay in memory
/// @param changedPeople how many changed people are worth a checkpoint before its time
/// @param softBehind how many entries may wait to be applied before senders are slowed down
/// @param maxBehind how many entries may wait to be applied before commands are turned away
/// @param tickMs how often the clock looks whether somebody is due
/// @param disk the disk that the log's folder lies on
public record Settings(
    Path directory,
    LongSupplier clockMs,
    int shards,
    int cachedPeople,
    int changedPeople,
    int softBehind,
    int maxBehind,
    int tickMs,
    Function<Path, Disk> disk,
    dev.throughline.log.Settings log) {
  private static final long SEGMENT_BYTES = 128L << 20;
  private static final long RESERVE_BYTES = 64L << 20;
  private static final int MAX_ENTRY_BYTES = 8 << 20;

  /// What suits a machine of its own.
  public static Settings of(Path directory, LongSupplier clockMs) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Settings(
        directory,
        clockMs,
        cores,
        4_000,
        4_000,
        4_000,
        50_000,
        10,
        FolderDisk::new,
        new dev.throughline.log.Settings(SEGMENT_BYTES, RESERVE_BYTES, MAX_ENTRY_BYTES));
  }
}
