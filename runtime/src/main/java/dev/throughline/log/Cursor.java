package dev.throughline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A reading of the log from some entry to the one that was last when it began, with one frame in
/// memory. The segments it has yet to read must not be dropped meanwhile.
public final class Cursor implements Iterator<Logged>, AutoCloseable {
  private final Disk disk;
  private final Iterator<Segment> segments;
  private final long last;
  private long number;
  private Disk.@Nullable File file;
  private @Nullable Frames frames;
  private String name = "";
  private long offset;
  private @Nullable Frame frame;
  private long inFrame;

  Cursor(Disk disk, List<Segment> segments, long number, long last) {
    this.disk = disk;
    this.segments = segments.iterator();
    this.number = number;
    this.last = last;
  }

  @Override
  public boolean hasNext() {
    return number <= last;
  }

  @Override
  public Logged next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Entry %d is the last".formatted(last));
    }
    try {
      Frame current = frame;
      while (current == null || current.last() < number) {
        current = nextFrame();
      }
      byte[] payload = payload(current);
      while (inFrame < number) {
        inFrame++;
        payload = payload(current);
      }
      inFrame++;
      return new Logged(number++, current.stampMs(), payload, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading entry %d of the log".formatted(number), e);
    }
  }

  private static byte[] payload(Frame frame) {
    byte[] payload = new byte[frame.entries().getInt()];
    frame.entries().get(payload);
    return payload;
  }

  private Frame nextFrame() throws IOException {
    Frame next = frames == null ? null : frames.at(offset);
    if (next == null) {
      openNext();
      next = frames == null ? null : frames.at(offset);
    }
    if (next == null) {
      throw new LogDamaged(name, offset, "entry %d cannot be read".formatted(number));
    }
    frame = next;
    inFrame = next.first();
    offset = next.end();
    return next;
  }

  private void openNext() throws IOException {
    boolean atEnd = file == null || offset == file.size();
    if (!atEnd || !segments.hasNext()) {
      throw new LogDamaged(name, offset, "entry %d cannot be read".formatted(number));
    }
    close();
    Segment segment = segments.next();
    name = segment.name();
    Disk.File opened = disk.open(name);
    file = opened;
    frames = new Frames(new Window(opened), segment.mark());
    offset = Header.BYTES;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Closing " + name, e);
    }
  }
}
