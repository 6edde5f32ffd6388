package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// A segment that a repair writes: under another name, until it is complete and durable.
final class Mended {
  private static final String UNFINISHED = ".unfinished";
  private static final String ASIDE = ".damaged";

  /// So many lost entries lie in one frame at most.
  private static final int MAX_FILLED = 100_000;

  private static final int COPY_BYTES = 1 << 20;
  private static final Entry LOST = new Entry(new byte[0], null);

  private final Disk disk;
  private final Segment segment;
  private final Disk.File file;
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  private Mended(Disk disk, Segment segment, Disk.File file) {
    this.disk = disk;
    this.segment = segment;
    this.file = file;
  }

  /// @param last the number of the entry before it
  static Mended begin(Disk disk, long last, long stampMs) throws IOException {
    Header header = new Header(last + 1, stampMs, new SecureRandom().nextInt() | 1);
    Segment segment = new Segment(header.first(), header.mark());
    // It may be left over from a repair that was cut off.
    disk.delete(segment.name() + UNFINISHED);
    Mended mended = new Mended(disk, segment, disk.create(segment.name() + UNFINISHED));
    Segments.appendAll(mended.file, header.bytes());
    return mended;
  }

  void copy(Frame frame) throws IOException {
    List<Entry> entries = new ArrayList<>(frame.count());
    ByteBuffer bytes = frame.entries().duplicate();
    for (int i = 0; i < frame.count(); i++) {
      byte[] payload = new byte[bytes.getInt()];
      bytes.get(payload);
      entries.add(new Entry(payload, null));
    }
    write(new Segments.Group(frame.first(), 0, frame.stampMs(), entries));
  }

  /// Keeps the numbers of entries that are lost.
  void fill(long first, long last, long stampMs) throws IOException {
    for (long at = first; at <= last; at += MAX_FILLED) {
      int count = (int) Math.min(MAX_FILLED, last - at + 1);
      write(new Segments.Group(at, 0, stampMs, Collections.nCopies(count, LOST)));
    }
  }

  private void write(Segments.Group group) throws IOException {
    int size = Frame.size(Frame.entryBytes(group.entries()));
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocate(Math.max(size, 2 * buffer.capacity()));
    }
    Frame.write(buffer, segment.mark(), group);
    Segments.appendAll(file, buffer);
  }

  String name() {
    return segment.name();
  }

  /// It takes the place of a file of its name, whole or not at all.
  void install() throws IOException {
    file.force();
    file.close();
    disk.rename(segment.name() + UNFINISHED, segment.name());
    disk.dirSync();
  }

  static void remove(Disk disk, String name) throws IOException {
    disk.delete(name);
    disk.dirSync();
  }

  /// Copies a file as it is, and gives the name of the copy once that is durable.
  static String copyAside(Disk disk, String name) throws IOException {
    TreeSet<String> taken = new TreeSet<>(disk.list());
    String copy = name + ASIDE;
    for (int i = 2; taken.contains(copy); i++) {
      copy = name + ASIDE + "-" + i;
    }
    try (Disk.File from = disk.open(name);
        Disk.File to = disk.create(copy)) {
      ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
      for (long at = 0; from.read(bytes.clear(), at) >= 0; at = to.size()) {
        Segments.appendAll(to, bytes.flip());
      }
      to.force();
    }
    disk.dirSync();
    return copy;
  }
}
