package dev.throughline.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A data directory that this process alone works on: the operating system holds the lock and lets
/// it go when the process ends, however it ends.
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Another process works on the directory.
  public static final class InUse extends RuntimeException {
    private static final long serialVersionUID = 1;

    InUse(Path path) {
      super(
          "The data directory %s is in use by another process: stop it, or choose another with --data"
              .formatted(path));
    }
  }

  /// The directory holds what another way of running has left.
  public static final class OtherKind extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherKind(String message) {
      super(message);
    }
  }

  /// Where one process has its input log.
  private static final String LOG = "log";

  /// Where a node of a cluster has what it can make anew from Kafka.
  private static final String STREAMS = "streams";

  /// Whether a directory is of a node of a cluster.
  public static boolean isOfNode(Path path) {
    return Files.exists(path.resolve(STREAMS));
  }

  /// Where one process has its input log.
  ///
  /// @throws OtherKind if the directory is of a node of a cluster
  Path log() {
    if (isOfNode(path)) {
      throw new OtherKind(
          "The data directory %s is of a node of a cluster: start it with --kafka, or choose another with --data"
              .formatted(path));
    }
    return path.resolve(LOG);
  }

  /// Where a node of a cluster keeps what it can make anew from Kafka.
  ///
  /// @throws OtherKind if the directory has the log of one process
  public Path streams() {
    if (Files.exists(path.resolve(LOG))) {
      throw new OtherKind(
          "The data directory %s has the log of one process, which a cluster does not read: start it without --kafka, or choose another with --data and bring people and history over with export and import"
              .formatted(path));
    }
    return path.resolve(STREAMS);
  }

  public static DataDirectory lock(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        throw new InUse(path);
      }
      return new DataDirectory(path, channel);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot open the data directory " + path, failed);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot let go of the data directory " + path, failed);
    }
  }
}
