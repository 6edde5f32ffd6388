package dev.throughline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Everything that happened, in order: append-only, checksummed segments with group commit.
public final class InputLog implements AutoCloseable {
  static final int MAX_APPEND_BYTES = 16 << 20;

  private final Disk disk;
  private final Settings settings;
  private final Segments segments;
  private final @Nullable TornTail torn;
  private final WaitingLine line = new WaitingLine();
  private final GroupCommit commit;
  private final Thread committer = Thread.ofPlatform().name("input-log").unstarted(this::run);

  private InputLog(
      Disk disk, LongSupplier clockMs, Settings settings, Segments segments, Recovery.Found found) {
    this.disk = disk;
    this.settings = settings;
    this.segments = segments;
    this.torn = found.torn();
    this.commit = new GroupCommit(disk, clockMs, settings.reserveBytes(), segments, found);
  }

  /// Reads and checks the whole log.
  ///
  /// @throws LogDamaged if entries are lost that others follow
  /// @throws LogTooNew if a newer version of this program wrote it
  /// @throws UncheckedIOException if the disk fails
  public static InputLog open(Disk disk, LongSupplier clockMs, Settings settings) {
    InputLog log = openIdle(disk, clockMs, settings);
    log.committer.start();
    return log;
  }

  /// A log without a thread: it commits when it is told to.
  static InputLog openIdle(Disk disk, LongSupplier clockMs, Settings settings) {
    try {
      Recovery.Found found = Recovery.of(disk);
      Segments segments = Segments.open(disk, settings.segmentBytes(), found);
      return new InputLog(disk, clockMs, settings, segments, found);
    } catch (IOException e) {
      throw new UncheckedIOException("Opening the log: " + e.getMessage(), e);
    }
  }

  /// Who is handed each durable group, in order, on the thread that commits: whatever takes time
  /// belongs elsewhere. To be set once, before the first append.
  public void subscribe(Consumer<List<Logged>> durable) {
    if (line.isUsed() || !commit.subscribe(durable)) {
      throw new IllegalStateException("One subscriber, before the first append");
    }
  }

  /// Appends all or none, next to each other, and never blocks. Completes, on the thread that
  /// commits, with the number of the last when all are durable; fails with [LogFull], [LogBusy] or
  /// [LogBroken]. After [LogBroken] a restart may still find the entries.
  public CompletableFuture<Long> append(List<Entry> entries) {
    return append(Waiting.of(entries, false));
  }

  /// The same for what must not be refused while there is any space at all, and is small: opt-outs,
  /// erasures.
  public CompletableFuture<Long> appendFromReserve(List<Entry> entries) {
    return append(Waiting.of(entries, true));
  }

  private CompletableFuture<Long> append(Waiting waiting) {
    checkSizes(waiting);
    if (waiting.entries().isEmpty()) {
      return CompletableFuture.completedFuture(last());
    }
    LogBroken broken = commit.broken();
    RuntimeException refusal = broken == null ? line.add(waiting) : broken;
    return refusal == null ? waiting.durable() : CompletableFuture.failedFuture(refusal);
  }

  private void checkSizes(Waiting waiting) {
    for (Entry entry : waiting.entries()) {
      if (entry.payload().length == 0) {
        throw new IllegalStateException("An entry of no bytes, which would count as lost");
      }
      if (entry.payload().length > settings.maxEntryBytes()) {
        throw new IllegalStateException(
            "An entry of %d bytes where %d are the most"
                .formatted(entry.payload().length, settings.maxEntryBytes()));
      }
    }
    if (waiting.bytes() > MAX_APPEND_BYTES) {
      throw new IllegalStateException(
          "An append of %d bytes where %d are the most"
              .formatted(waiting.bytes(), MAX_APPEND_BYTES));
    }
  }

  /// Every durable entry from a number on, in order, for replay; the number may be the next one.
  public Cursor from(long number) {
    List<Segment> all = segments.all();
    long until = last();
    long first = all.getFirst().first();
    if (number < first || number > until + 1) {
      throw new IllegalStateException(
          "No entry %d: the log holds %d to %d".formatted(number, first, until));
    }
    int begin = 0;
    while (begin + 1 < all.size() && all.get(begin + 1).first() <= number) {
      begin++;
    }
    return new Cursor(disk, all.subList(begin, all.size()), number, until);
  }

  /// Whoever has applied an entry knows that it was durable.
  ///
  /// @throws LogDamaged if the log ends before it
  public void mustHold(long number) {
    if (number > last()) {
      throw new LogDamaged(
          segments.all().getLast().name(),
          0,
          "entry %d was applied, and the log ends with entry %d".formatted(number, last()));
    }
  }

  /// The number of the oldest entry that is kept, or of the first to come.
  public long first() {
    return segments.all().getFirst().first();
  }

  /// The number of the last durable entry; 0 before the first.
  public long last() {
    return commit.last();
  }

  /// What opening found half written at the end, and cut off.
  public Optional<TornTail> tornTail() {
    return Optional.ofNullable(torn);
  }

  /// How much waits for the disk.
  public long pendingBytes() {
    return line.pendingBytes();
  }

  /// Deletes whole segments that only hold earlier entries.
  public void dropBefore(long number) {
    segments.dropBefore(number);
  }

  public Health health() {
    return commit.health();
  }

  /// Commits what still waits, then refuses everything.
  @Override
  public void close() {
    if (Thread.currentThread().equals(committer)) {
      throw new IllegalStateException("The thread that commits cannot wait for itself");
    }
    line.close();
    joinCommitter();
    while (commitNext()) {
      // Only a log without a thread still has something waiting here.
    }
    try {
      segments.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing the log", e);
    }
  }

  private void joinCommitter() {
    boolean interrupted = false;
    while (committer.isAlive()) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (line.await()) {
      commitNext();
    }
  }

  /// Commits one group; false if nobody waits.
  boolean commitNext() {
    List<Waiting> group = line.nextGroup();
    if (group.isEmpty()) {
      return false;
    }
    GroupCommit.Outcome outcome = commit.write(group);
    line.leave(group);
    commit.tell(outcome);
    return true;
  }
}
