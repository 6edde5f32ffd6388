package dev.throughline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/// The files of an open log: the newest is written by one thread, the oldest are deleted.
final class Segments implements AutoCloseable {
  private static final int LEAST_BUFFER_BYTES = 1 << 12;

  /// Entries to be made durable together: the number of the first, the stamp of whatever is before
  /// them, and their own.
  record Group(long first, long previousStampMs, long stampMs, List<Entry> entries) {}

  private final Disk disk;
  private final long segmentBytes;
  private final SecureRandom random = new SecureRandom();
  private volatile List<Segment> all;
  private Disk.File file;
  private long durableBytes;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(LEAST_BUFFER_BYTES);

  private Segments(Disk disk, long segmentBytes, List<Segment> all, Disk.File file)
      throws IOException {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.all = all;
    this.file = file;
    this.durableBytes = file.size();
  }

  /// What was found may be known to this machine only and not to its disk, so it is made durable
  /// before anyone acts on it.
  static Segments open(Disk disk, long segmentBytes, Recovery.Found found) throws IOException {
    List<Segment> all = found.segments();
    if (all.isEmpty()) {
      Header header = new Header(1, 0, newMark(new SecureRandom()));
      Disk.File file = begin(disk, header);
      return new Segments(disk, segmentBytes, List.of(segment(header)), file);
    }
    Disk.File file = disk.open(all.getLast().name());
    // An fsync that failed before a restart leaves bytes that the system takes for written; only
    // writing them again makes it write them.
    int length = Math.toIntExact(file.size() - found.tail());
    file.rewrite(new Window(file).bytes(found.tail(), length), found.tail());
    file.force();
    disk.dirSync();
    return new Segments(disk, segmentBytes, all, file);
  }

  List<Segment> all() {
    return all;
  }

  /// Returns when the group is durable. If the disk is full, everything is as before.
  void write(Group group) throws IOException {
    int size = Frame.size(Frame.entryBytes(group.entries()));
    if (durableBytes > Header.BYTES && durableBytes + size > segmentBytes) {
      roll(new Header(group.first(), group.previousStampMs(), newMark(random)));
    }
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocateDirect(Math.max(size, 2 * buffer.capacity()));
    }
    Frame.write(buffer, all.getLast().mark(), group);
    try {
      appendAll(file, buffer);
    } catch (Disk.Full full) {
      file.truncate(durableBytes);
      file.force();
      throw full;
    }
    file.force();
    durableBytes += size;
  }

  private void roll(Header header) throws IOException {
    Disk.File next = begin(disk, header);
    file.close();
    file = next;
    durableBytes = Header.BYTES;
    synchronized (this) {
      all = Stream.concat(all.stream(), Stream.of(segment(header))).toList();
    }
  }

  /// A new segment's name and header are durable before anything is written behind them.
  private static Disk.File begin(Disk disk, Header header) throws IOException {
    String name = segment(header).name();
    Disk.File file = disk.create(name);
    try {
      appendAll(file, header.bytes());
      file.force();
      disk.dirSync();
      return file;
    } catch (IOException e) {
      file.close();
      disk.delete(name);
      throw e;
    }
  }

  /// Deletes the segments that only hold entries before a number, oldest first.
  synchronized void dropBefore(long number) {
    try {
      while (all.size() > 1 && all.get(1).first() <= number) {
        disk.delete(all.getFirst().name());
        // One by one: a crash must not bring an older one back and leave a gap behind it.
        disk.dirSync();
        all = all.subList(1, all.size()).stream().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Deleting " + all.getFirst().name(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  static void appendAll(Disk.File file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (file.append(bytes) <= 0) {
        throw new IOException("The disk takes no bytes and does not say why");
      }
    }
  }

  private static Segment segment(Header header) {
    return new Segment(header.first(), header.mark());
  }

  /// Nobody who sends us payloads can know it, so none can hold what looks like a frame; and zeros
  /// never look like one.
  private static int newMark(SecureRandom random) {
    return random.nextInt() | 1;
  }
}
