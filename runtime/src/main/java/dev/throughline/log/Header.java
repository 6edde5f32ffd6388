package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The beginning of a segment: the number of its first entry, the stamp of the entry before it, and
/// the mark that its frames begin with.
///
/// `magic 8 | version 4 | CRC32C of those 4 | first 8 | stamp 8 | mark 4 | CRC32C of those three
/// 4`; the first three stay as they are in every version.
record Header(long first, long stampMs, int mark) {
  static final int BYTES = 40;
  static final int VERSION = 1;
  private static final long MAGIC = 0x5448524C4E4C4F47L; // THRLNLOG
  private static final int VERSION_BYTES = 12;
  private static final int FIELDS_AT = VERSION_BYTES + Integer.BYTES;
  private static final int FIELDS_BYTES = 20;
  static final int MARK_AT = FIELDS_AT + FIELDS_BYTES - Integer.BYTES;

  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(MAGIC).putInt(VERSION);
    bytes.putInt(crc(bytes, 0, VERSION_BYTES));
    bytes.putLong(first).putLong(stampMs).putInt(mark);
    bytes.putInt(crc(bytes, FIELDS_AT, FIELDS_BYTES));
    return bytes.flip();
  }

  /// The header of a file; null if there is none that can be trusted.
  static @Nullable Header read(Window window, String name) throws IOException {
    ByteBuffer version = window.bytes(0, FIELDS_AT);
    if (!version.hasRemaining()
        || version.getLong(0) != MAGIC
        || version.getInt(VERSION_BYTES) != crc(version, 0, VERSION_BYTES)) {
      return null;
    }
    if (version.getInt(Long.BYTES) > VERSION) {
      throw new LogTooNew(name, version.getInt(Long.BYTES), VERSION);
    }
    ByteBuffer bytes = window.bytes(0, BYTES);
    if (!bytes.hasRemaining()
        || bytes.getInt(FIELDS_AT + FIELDS_BYTES) != crc(bytes, FIELDS_AT, FIELDS_BYTES)) {
      return null;
    }
    bytes.position(FIELDS_AT);
    return new Header(bytes.getLong(), bytes.getLong(), bytes.getInt());
  }

  private static int crc(ByteBuffer bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at, length));
    return (int) crc.getValue();
  }
}
