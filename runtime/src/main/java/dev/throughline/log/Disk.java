package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// One directory of append-only files, as the log needs it: nothing is durable before it is forced,
/// and a new or deleted name not before the directory is.
public interface Disk {
  /// The names of the files, in order.
  List<String> list() throws IOException;

  /// Opens a new, empty file; its name must be free.
  File create(String name) throws IOException;

  File open(String name) throws IOException;

  /// Deletes a file if it is there.
  void delete(String name) throws IOException;

  /// Gives a file another name; one of that name is replaced by it.
  void rename(String from, String to) throws IOException;

  void dirSync() throws IOException;

  long freeBytes() throws IOException;

  /// An open file. Reading may go on while one thread writes.
  interface File extends AutoCloseable {
    /// Writes at the end, as much as the disk takes in one go, and says how much that was.
    int append(ByteBuffer bytes) throws IOException;

    /// Writes over bytes that are there.
    void rewrite(ByteBuffer bytes, long at) throws IOException;

    /// Reads some of the bytes from a place on; -1 at the end.
    int read(ByteBuffer into, long at) throws IOException;

    /// Returns when the bytes and the size are durable. Once it has failed, what was not durable
    /// before may be lost even though later calls succeed.
    void force() throws IOException;

    long size() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
  }

  /// There is no space left. Only creating and appending say so; some of the bytes may be written.
  final class Full extends IOException {
    public Full(String message) {
      super(message);
    }
  }
}
