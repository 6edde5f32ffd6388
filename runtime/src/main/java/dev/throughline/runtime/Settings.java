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
/// @param knownIdentifiers of how many identifiers memory knows whom they lead to; a power of two
/// @param changedPeople how many changed people are worth a checkpoint before its time
/// @param maxChangedPeople how many may wait for the checkpoint under way before the work does
/// @param softBehind how many entries may wait to be applied before senders are slowed down
/// @param maxBehind how many entries may wait to be applied before commands are turned away
/// @param tickMs how often the clock looks whether somebody is due
/// @param disk the disk that the log's folder lies on
public record Settings(
    Path directory,
    LongSupplier clockMs,
    int shards,
    int cachedPeople,
    int knownIdentifiers,
    int changedPeople,
    int maxChangedPeople,
    int softBehind,
    int maxBehind,
    int tickMs,
    Function<Path, Disk> disk,
    dev.throughline.log.Settings log) {
  private static final long SEGMENT_BYTES = 128L << 20;
  private static final long RESERVE_BYTES = 64L << 20;
  private static final int MAX_ENTRY_BYTES = 8 << 20;

  /// What known identifiers take of the heap: one part in so many, within limits.
  private static final int IDENTIFIERS_PART = 128;

  private static final int MIN_IDENTIFIERS = 1 << 16;
  private static final int MAX_IDENTIFIERS = 1 << 26;

  /// What somebody who changed takes of the heap, twice over: one checkpoint is written while the
  /// next is gathered.
  private static final int CHANGED_BYTES = 4 << 10;

  /// What all of them take of the heap: one part in so many, within limits.
  private static final int CHANGED_PART = 8;

  private static final int MIN_CHANGED = 12_000;
  private static final int MAX_CHANGED = 400_000;

  /// What suits a machine of its own.
  public static Settings of(Path directory, LongSupplier clockMs) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Settings(
        directory,
        clockMs,
        cores,
        4_000,
        knownIdentifiersIn(Runtime.getRuntime().maxMemory()),
        4_000,
        changedPeopleIn(Runtime.getRuntime().maxMemory()),
        4_000,
        50_000,
        10,
        FolderDisk::new,
        new dev.throughline.log.Settings(SEGMENT_BYTES, RESERVE_BYTES, MAX_ENTRY_BYTES));
  }

  private static int changedPeopleIn(long heapBytes) {
    return Math.clamp(heapBytes / CHANGED_PART / CHANGED_BYTES, MIN_CHANGED, MAX_CHANGED);
  }

  private static int knownIdentifiersIn(long heapBytes) {
    long fit = heapBytes / IDENTIFIERS_PART / Long.BYTES;
    return Math.clamp(Long.highestOneBit(fit), MIN_IDENTIFIERS, MAX_IDENTIFIERS);
  }
}
