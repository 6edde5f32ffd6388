package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The part of a file that a reader has in memory; it moves along with the reader.
final class Window {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Disk.File file;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long start;

  Window(Disk.File file) {
    this.file = file;
  }

  /// The bytes from a place on, good until the next call; empty if the file ends before.
  ByteBuffer bytes(long at, int length) throws IOException {
    if (at < start || at + length > start + bytes.limit()) {
      long left = file.size() - at;
      if (left < length) {
        return bytes.slice(0, 0);
      }
      load(at, Math.max(length, (int) Math.min(CHUNK_BYTES, left)));
    }
    return bytes.slice((int) (at - start), length);
  }

  private void load(long at, int length) throws IOException {
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(length);
    }
    start = at;
    bytes.clear().limit(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("The file ended at byte %d".formatted(at + bytes.position()));
      }
    }
    bytes.flip();
  }
}
