package dev.throughline.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The entries that were made durable together, as they lie in a segment.
///
/// `mark 4 | CRC32C of all that follows 4 | length of what follows 4 | first number 8 | stamp 8 |
/// count 4 | (length 4 | payload)*`. One group is one frame, so that a crash leaves at most one
/// that is not whole, however the disk reorders what was not yet forced.
record Frame(long offset, long first, long stampMs, int count, ByteBuffer entries) {
  static final int PREFIX_BYTES = 12;
  static final int FIXED_BYTES = 20;
  static final int ENTRY_BYTES = Integer.BYTES;
  private static final int CRC_AT = 4;
  private static final int LENGTH_AT = 8;

  long last() {
    return first + count - 1;
  }

  long end() {
    return offset + PREFIX_BYTES + FIXED_BYTES + entries.capacity();
  }

  static int size(long entryBytes) {
    return Math.toIntExact(PREFIX_BYTES + FIXED_BYTES + entryBytes);
  }

  /// How many bytes entries take in a frame.
  static long entryBytes(List<Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries) {
      bytes += ENTRY_BYTES + entry.payload().length;
    }
    return bytes;
  }

  static void write(ByteBuffer into, int mark, Segments.Group group) {
    into.clear().putInt(mark).putInt(0).putInt(0);
    into.putLong(group.first()).putLong(group.stampMs()).putInt(group.entries().size());
    for (Entry entry : group.entries()) {
      into.putInt(entry.payload().length).put(entry.payload());
    }
    into.flip();
    into.putInt(LENGTH_AT, into.limit() - PREFIX_BYTES);
    into.putInt(CRC_AT, crc(into.slice(LENGTH_AT, into.limit() - LENGTH_AT)));
  }

  /// The length of a frame after its prefix, if these bytes can be a prefix; otherwise -1.
  static int length(ByteBuffer prefix, int mark) {
    if (prefix.limit() < PREFIX_BYTES || prefix.getInt(0) != mark) {
      return -1;
    }
    int length = prefix.getInt(LENGTH_AT);
    return length < FIXED_BYTES + ENTRY_BYTES || length > FIXED_BYTES + InputLog.MAX_APPEND_BYTES
        ? -1
        : length;
  }

  /// The frame in these bytes; null if they are not what was written.
  static @Nullable Frame read(ByteBuffer bytes, long offset) {
    if (bytes.limit() < PREFIX_BYTES
        || bytes.getInt(CRC_AT) != crc(bytes.slice(LENGTH_AT, bytes.limit() - LENGTH_AT))) {
      return null;
    }
    bytes.position(PREFIX_BYTES);
    return new Frame(offset, bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.slice());
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
