package dev.throughline.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The appends that wait for the disk, first come first served. Whatever gathers while one group is
/// written is the next, so that groups grow with the load and nobody waits for company.
final class WaitingLine {
  static final long MAX_BYTES = 64L << 20;

  /// More than one append makes a group only up to here.
  static final long MAX_GROUP_BYTES = 4L << 20;

  private final ArrayDeque<Waiting> line = new ArrayDeque<>();
  private long bytes;
  private boolean used;
  private boolean closed;

  /// Why an append cannot wait here; null if it now does.
  synchronized @Nullable RuntimeException add(Waiting waiting) {
    used = true;
    if (closed) {
      return new LogBroken("The log is closed", null);
    }
    if (bytes + waiting.bytes() > MAX_BYTES) {
      return new LogBusy("%d bytes already wait for the disk".formatted(bytes));
    }
    bytes += waiting.bytes();
    line.add(waiting);
    notifyAll();
    return null;
  }

  /// Waits for company; false once the line is closed and empty.
  synchronized boolean await() {
    while (line.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Only closing ends the thread that commits; an interrupt left standing would close its
        // file.
      }
    }
    return !line.isEmpty();
  }

  /// Those whose turn it is; empty if nobody waits.
  synchronized List<Waiting> nextGroup() {
    List<Waiting> group = new ArrayList<>();
    long groupBytes = 0;
    while (!line.isEmpty()
        && (group.isEmpty() || groupBytes + line.getFirst().bytes() <= MAX_GROUP_BYTES)) {
      Waiting next = line.removeFirst();
      groupBytes += next.bytes();
      group.add(next);
    }
    return group;
  }

  /// Their fate is known: they no longer count as pending.
  synchronized void leave(List<Waiting> group) {
    bytes -= Waiting.bytes(group);
  }

  synchronized long pendingBytes() {
    return bytes;
  }

  synchronized boolean isUsed() {
    return used;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
