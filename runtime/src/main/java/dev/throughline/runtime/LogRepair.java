package dev.throughline.runtime;

import dev.throughline.log.Repair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The repair of the log in a data directory that no process works on.
///
/// @param applied the last entry that the store has applied: of those lost up to there, everything
///   that followed from them is still known
public record LogRepair(Repair.Report report, long applied) {
  /// @param told the last entry of which facts are kept elsewhere
  /// @throws DataDirectory.InUse if another process has the directory
  public static LogRepair of(Settings settings, long told) {
    try (DataDirectory directory = DataDirectory.lock(settings.directory())) {
      long applied = applied(directory.path().resolve("store"));
      Path log = Files.createDirectories(directory.path().resolve("log"));
      long known = Math.max(applied, told);
      return new LogRepair(Repair.of(settings.disk().apply(log), known), applied);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot open " + settings.directory(), failed);
    }
  }

  private static long applied(Path folder) throws IOException {
    try (Store store = RocksStore.open(Files.createDirectories(folder))) {
      byte[] stored = store.get(Family.META, StateMachine.APPLIED);
      return stored == null ? 0 : Keys.number(stored);
    }
  }
}
