package dev.throughline.runtime;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/// How a runtime works.
///
/// @param directory the data directory
/// @param clockMs what time it is, in milliseconds since 1970; may be a virtual clock
/// @param shards how many people are moved at once
/// @param cachedPeople how many people stay in memory
/// @param changedPeople how many changed people are worth a checkpoint before its time
/// @param maxBehind how many entries may wait to be applied before commands are turned away
/// @param tickMs how often the clock looks whether somebody is due
public record Settings(
    Path directory,
    LongSupplier clockMs,
    int shards,
    int cachedPeople,
    int changedPeople,
    int maxBehind,
    int tickMs,
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
        100_000,
        4_000,
        50_000,
        10,
        new dev.throughline.log.Settings(SEGMENT_BYTES, RESERVE_BYTES, MAX_ENTRY_BYTES));
  }
}
