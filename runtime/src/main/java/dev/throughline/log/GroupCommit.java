package dev.throughline.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Makes groups durable one after the other, on one thread, and tells everyone concerned.
final class GroupCommit {
  private static final long NEVER_FULL = -1;

  /// What became of a group.
  record Outcome(List<Waiting> durable, List<Refused> refused) {}

  /// An append that is not durable, and why.
  record Refused(Waiting waiting, RuntimeException reason) {}

  private final Disk disk;
  private final LongSupplier clockMs;
  private final long reserveBytes;
  private final Segments segments;
  private volatile long last;
  private long lastStampMs;
  private volatile long freeWhenFull = NEVER_FULL;
  private volatile @Nullable LogBroken broken;
  private volatile @Nullable Consumer<List<Logged>> subscriber;

  GroupCommit(
      Disk disk, LongSupplier clockMs, long reserveBytes, Segments segments, Recovery.Found found) {
    this.disk = disk;
    this.clockMs = clockMs;
    this.reserveBytes = reserveBytes;
    this.segments = segments;
    this.last = found.last();
    this.lastStampMs = found.stampMs();
  }

  long last() {
    return last;
  }

  @Nullable LogBroken broken() {
    return broken;
  }

  boolean subscribe(Consumer<List<Logged>> durable) {
    boolean first = subscriber == null;
    subscriber = durable;
    return first;
  }

  Health health() {
    LogBroken reason = broken;
    if (reason != null) {
      return new Health.Broken(String.valueOf(reason.getMessage()));
    }
    try {
      long free = disk.freeBytes();
      // A quota may end before the disk does: then it counts as full until a group is written or
      // more is free than when it filled up.
      boolean full = free < reserveBytes || free <= freeWhenFull;
      return full ? new Health.Full(fullWith(free)) : new Health.Well();
    } catch (IOException e) {
      return new Health.Broken(String.valueOf(e));
    }
  }

  /// Writes the group, or only what may use the reserve if there is no space for all of it.
  Outcome write(List<Waiting> group) {
    List<Waiting> durable = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    LogBroken earlier = broken;
    if (earlier != null) {
      refuse(group, earlier, refused);
      return new Outcome(durable, refused);
    }
    List<Waiting> rest = group;
    try {
      long free = disk.freeBytes();
      if (mayTake(group, free) && tryToWrite(group)) {
        return new Outcome(group, List.of());
      }
      freeWhenFull = free;
      LogFull full = new LogFull(fullWith(free));
      refuse(group.stream().filter(one -> !one.mayUseReserve()).toList(), full, refused);
      rest = group.stream().filter(Waiting::mayUseReserve).toList();
      if (rest.isEmpty() || tryToWrite(rest)) {
        durable.addAll(rest);
      } else {
        refuse(rest, full, refused);
      }
    } catch (IOException | RuntimeException | Error e) {
      refuse(rest, breakOff(e), refused);
    }
    return new Outcome(durable, refused);
  }

  private boolean mayTake(List<Waiting> group, long free) {
    return free - Waiting.bytes(group) >= reserveBytes
        || group.stream().allMatch(Waiting::mayUseReserve);
  }

  private static void refuse(List<Waiting> group, RuntimeException reason, List<Refused> refused) {
    group.forEach(one -> refused.add(new Refused(one, reason)));
  }

  private boolean tryToWrite(List<Waiting> group) throws IOException {
    long stampMs = Math.max(lastStampMs, clockMs.getAsLong());
    List<Entry> entries = group.stream().flatMap(one -> one.entries().stream()).toList();
    try {
      segments.write(new Segments.Group(last + 1, lastStampMs, stampMs, entries));
    } catch (Disk.Full e) {
      return false;
    }
    lastStampMs = stampMs;
    return true;
  }

  /// Keeps the promises, then hands the durable ones on.
  void tell(Outcome outcome) {
    List<Logged> durable = new ArrayList<>();
    long number = last;
    for (Waiting one : outcome.durable()) {
      for (Entry entry : one.entries()) {
        durable.add(new Logged(++number, lastStampMs, entry.payload(), entry.attachment()));
      }
    }
    long answer = last;
    last = number;
    for (Waiting one : outcome.durable()) {
      answer += one.entries().size();
      one.durable().complete(answer);
      if (!one.mayUseReserve()) {
        freeWhenFull = NEVER_FULL;
      }
    }
    outcome.refused().forEach(one -> one.waiting().durable().completeExceptionally(one.reason()));
    Consumer<List<Logged>> handTo = subscriber;
    if (handTo != null && !durable.isEmpty()) {
      handOn(durable, handTo);
    }
  }

  private void handOn(List<Logged> durable, Consumer<List<Logged>> handTo) {
    try {
      handTo.accept(durable);
    } catch (RuntimeException | Error e) {
      // What is not handed on now would be missing until a restart: better that nothing follows it.
      breakOff(e);
    }
  }

  private LogBroken breakOff(Throwable cause) {
    LogBroken reason =
        new LogBroken("The log stopped after entry %d: %s".formatted(last, cause), cause);
    broken = reason;
    return reason;
  }

  private String fullWith(long free) {
    return "The disk is full: %d bytes are free, %d are kept in reserve"
        .formatted(free, reserveBytes);
  }
}
