package dev.throughline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mending of a log that has lost entries which others follow: whatever can be read stays under
/// its number, what cannot is put aside as it was, and entries that are lost stay as empty ones
/// ([Logged#isLost]), so that a gap is never closed over. Each step leaves a log that is either
/// still damaged or whole, so that a repair that is cut off can be made again.
public final class Repair {
  /// A place where something is lost.
  ///
  /// @param file which could not be read; empty where a whole file is missing
  /// @param offset where in it the unreadable bytes begin
  /// @param first the first of the entries that are lost
  /// @param last the last of them; before `first` where none is known to be
  public record Loss(String file, long offset, long bytes, long first, long last) {
    /// How many entries are known to be lost.
    public long entries() {
      return last - first + 1;
    }
  }

  /// What a repair found and did.
  ///
  /// @param aside the copies of the files that were not whole
  public record Report(List<Loss> losses, List<String> aside) {
    public Report {
      losses = List.copyOf(losses);
      aside = List.copyOf(aside);
    }
  }

  private final Disk disk;
  private final long known;
  private final List<Loss> losses = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();

  /// Files of which nothing could be read; they go when the log is whole without them.
  private final List<String> emptied = new ArrayList<>();

  private long last;
  private long stampMs;

  /// Bytes at the end of a file of which only what follows can tell which entries were in them.
  private @Nullable Loss open;

  private Repair(Disk disk, long known) {
    this.disk = disk;
    this.known = known;
  }

  /// @param known an entry that has been applied somewhere: the numbers up to it are not used again
  /// @throws LogTooNew if a newer version of this program wrote it
  /// @throws UncheckedIOException if the disk fails
  public static Report of(Disk disk, long known) {
    try {
      Repair repair = new Repair(disk, known);
      if (!isWhole(disk, known)) {
        repair.run();
        Recovery.of(disk);
      }
      return new Report(repair.losses, repair.aside);
    } catch (IOException failed) {
      throw new UncheckedIOException("Repairing the log: " + failed.getMessage(), failed);
    }
  }

  private static boolean isWhole(Disk disk, long known) throws IOException {
    try {
      return Recovery.of(disk).last() >= known;
    } catch (LogDamaged _) {
      return false;
    }
  }

  private void run() throws IOException {
    List<String> names = disk.list().stream().filter(Segment::isName).toList();
    last = names.isEmpty() ? known : Segment.firstOf(names.getFirst()) - 1;
    for (int i = 0; i < names.size(); i++) {
      boolean newest = i == names.size() - 1;
      Whole whole = whole(names.get(i), newest);
      if (whole == null) {
        salvage(names.get(i), newest ? Long.MAX_VALUE : Segment.firstOf(names.get(i + 1)));
      } else {
        // The stamp of a header is that of the entry before it: the last one lost.
        fillUntil(whole.header().first() - 1, whole.header().stampMs());
        last = whole.last();
        stampMs = whole.stampMs();
      }
    }
    if (names.isEmpty()) {
      losses.add(new Loss("", 0, 0, 1, known));
    }
    fillUntil(Math.max(last, known), stampMs);
    if (emptied.containsAll(disk.list().stream().filter(Segment::isName).toList())) {
      // A log without a file would begin at 1 again.
      install(Mended.begin(disk, last, stampMs));
    }
    for (String name : emptied) {
      Mended.remove(disk, name);
    }
  }

  private void fillUntil(long until, long stamp) throws IOException {
    if (until > last) {
      Mended gap = Mended.begin(disk, last, stampMs);
      gap.fill(last + 1, until, stamp);
      install(gap);
    }
    lost(until);
  }

  private void install(Mended mended) throws IOException {
    mended.install();
    emptied.remove(mended.name());
  }

  /// Everything after `last` up to this entry is lost, if there is anything.
  private void lost(long until) {
    Loss bytes = open;
    open = null;
    if (bytes != null) {
      losses.add(new Loss(bytes.file(), bytes.offset(), bytes.bytes(), last + 1, until));
    } else if (until > last) {
      losses.add(new Loss("", 0, 0, last + 1, until));
    }
    last = until;
  }

  private void unreadable(String name, long from, long to) {
    lost(last);
    open = new Loss(name, from, to - from, last + 1, last);
  }

  /// A segment that can stay as it is.
  private record Whole(Header header, long last, long stampMs) {}

  private @Nullable Whole whole(String name, boolean newest) throws IOException {
    try (Disk.File file = disk.open(name)) {
      Window window = new Window(file);
      Header header = Header.read(window, name);
      if (header == null || header.first() != Segment.firstOf(name) || header.first() <= last) {
        return null;
      }
      Frames frames = new Frames(window, header.mark());
      long end = header.first() - 1;
      long stamp = header.stampMs();
      long offset = Header.BYTES;
      for (Frame frame = frames.at(offset); frame != null; frame = frames.at(offset)) {
        if (frame.first() != end + 1) {
          return null;
        }
        end = frame.last();
        stamp = frame.stampMs();
        offset = frame.end();
      }
      boolean empty = end < header.first();
      return offset < file.size() || (empty && !(newest && end >= known))
          ? null
          : new Whole(header, end, stamp);
    }
  }

  /// Writes what can be read of a file into a new one.
  ///
  /// @param limit the first entry of the next file
  private void salvage(String name, long limit) throws IOException {
    Mended mended = null;
    try (Disk.File file = disk.open(name)) {
      Window window = new Window(file);
      Header header = Header.read(window, name);
      Frames frames = header == null ? framesOf(window) : new Frames(window, header.mark());
      long read = header == null ? 0 : Header.BYTES;
      long at = Header.BYTES;
      for (Frame frame = frames.searchFrom(at); frame != null; frame = frames.searchFrom(at)) {
        at = frame.end();
        if (frame.first() > last && frame.last() < limit) {
          mended = mended == null ? Mended.begin(disk, last, stampMs) : mended;
          if (frame.offset() > read) {
            unreadable(name, read, frame.offset());
          }
          take(frame, mended);
          read = at;
        }
      }
      if (read < file.size()) {
        unreadable(name, read, file.size());
      }
    }
    aside.add(Mended.copyAside(disk, name));
    if (mended == null) {
      emptied.add(name);
    } else {
      install(mended);
      if (!mended.name().equals(name)) {
        Mended.remove(disk, name);
      }
    }
  }

  private void take(Frame frame, Mended mended) throws IOException {
    long before = frame.first() - 1;
    mended.fill(last + 1, before, frame.stampMs());
    lost(before);
    mended.copy(frame);
    last = frame.last();
    stampMs = frame.stampMs();
  }

  /// A header that cannot be read may still show its mark; if not, the first frame does.
  private static Frames framesOf(Window window) throws IOException {
    Frames frames = new Frames(window, mark(window, Header.MARK_AT));
    return frames.searchFrom(Header.BYTES) == null
        ? new Frames(window, mark(window, Header.BYTES))
        : frames;
  }

  private static int mark(Window window, int at) throws IOException {
    ByteBuffer four = window.bytes(at, Integer.BYTES);
    return four.hasRemaining() ? four.getInt(0) : 0;
  }
}
