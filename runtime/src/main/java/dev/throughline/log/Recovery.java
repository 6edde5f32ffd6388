package dev.throughline.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reading of all segments when a log is opened: what they hold, and the mending of what a
/// crash may leave. What no crash can leave is damage, and stops the opening.
final class Recovery {
  /// What was found; `tail` is where the last frame begins in the newest segment, or its header if
  /// it has none.
  record Found(
      List<Segment> segments, long tail, long last, long stampMs, @Nullable TornTail torn) {}

  private final Disk disk;
  private final List<Segment> segments = new ArrayList<>();
  private long tail;
  private long last;
  private long stampMs;
  private @Nullable TornTail torn;

  private Recovery(Disk disk) {
    this.disk = disk;
  }

  static Found of(Disk disk) throws IOException {
    Recovery recovery = new Recovery(disk);
    List<String> names = disk.list().stream().filter(Segment::isName).toList();
    for (int i = 0; i < names.size(); i++) {
      recovery.read(names.get(i), i == names.size() - 1);
    }
    return new Found(
        List.copyOf(recovery.segments),
        recovery.tail,
        recovery.last,
        recovery.stampMs,
        recovery.torn);
  }

  private void read(String name, boolean newest) throws IOException {
    try (Disk.File file = disk.open(name)) {
      Window window = new Window(file);
      Header header = Header.read(window, name);
      if (header != null) {
        begin(name, header);
        readFrames(file, new Frames(window, header.mark()), name, newest);
        return;
      }
      if (!newest || !neverUsed(file, name)) {
        throw new LogDamaged(name, 0, "its header cannot be read");
      }
      torn = new TornTail(name, 0, file.size());
    }
    disk.delete(name);
  }

  /// A header is durable before the first entry is written behind it, and a log only begins with a
  /// later number than 1 once a segment with that number was in use.
  private boolean neverUsed(Disk.File file, String name) throws IOException {
    return file.size() <= Header.BYTES && (!segments.isEmpty() || Segment.firstOf(name) == 1);
  }

  private void begin(String name, Header header) {
    if (header.first() != Segment.firstOf(name)) {
      throw new LogDamaged(name, 0, "it begins with entry %d".formatted(header.first()));
    }
    if (!segments.isEmpty() && header.first() != last + 1) {
      throw new LogDamaged(name, 0, "the segment before it ends with entry %d".formatted(last));
    }
    segments.add(new Segment(header.first(), header.mark()));
    last = header.first() - 1;
    stampMs = header.stampMs();
  }

  private void readFrames(Disk.File file, Frames frames, String name, boolean newest)
      throws IOException {
    tail = 0;
    long offset = Header.BYTES;
    for (Frame frame = frames.at(offset); frame != null; frame = frames.at(offset)) {
      if (frame.first() != last + 1) {
        throw new LogDamaged(
            name, offset, "entry %d follows entry %d".formatted(frame.first(), last));
      }
      last = frame.last();
      stampMs = frame.stampMs();
      tail = offset;
      offset = frame.end();
    }
    if (offset == file.size()) {
      return;
    }
    if (!newest) {
      throw new LogDamaged(name, offset, "what follows entry %d cannot be read".formatted(last));
    }
    Frame later = frames.searchFrom(offset + 1);
    if (later != null) {
      throw new LogDamaged(
          name,
          offset,
          "what follows entry %d cannot be read, but entry %d is there at byte %d"
              .formatted(last, later.first(), later.offset()));
    }
    torn = new TornTail(name, offset, file.size() - offset);
    file.truncate(offset);
  }
}
