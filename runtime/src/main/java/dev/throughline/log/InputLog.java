package dev.throughline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Everything that happened, in order: append-only, checksummed segments with group commit.
/// Whatever waits while the disk forces one group is the next group, so that groups grow with the
/// load.
public final class InputLog implements AutoCloseable {
  /// More than one group holds only if a single append is larger.
  static final int MAX_GROUP_BYTES = 4 << 20;

  static final int MAX_APPEND_BYTES = 16 << 20;
  static final long MAX_PENDING_BYTES = 64L << 20;
  private static final long NEVER_FULL = -1;

  private final Disk disk;
  private final LongSupplier clockMs;
  private final Settings settings;
  private final Segments segments;
  private final @Nullable TornTail torn;
  private final Thread committer = Thread.ofPlatform().name("input-log").unstarted(this::run);
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final AtomicLong pendingBytes = new AtomicLong();
  private @Nullable Consumer<List<Logged>> subscriber;
  private boolean appended;
  private volatile boolean closed;
  private volatile @Nullable LogBroken broken;
  private volatile long freeWhenFull = NEVER_FULL;
  private volatile long last;
  private long lastStampMs;

  private InputLog(
      Disk disk, LongSupplier clockMs, Settings settings, Segments segments, Recovery.Found found) {
    this.disk = disk;
    this.clockMs = clockMs;
    this.settings = settings;
    this.segments = segments;
    this.torn = found.torn();
    this.last = segments.all().getLast().first() - 1;
    if (!found.segments().isEmpty()) {
      this.last = found.last();
    }
    this.lastStampMs = found.stampMs();
  }

  /// Reads and checks all of the log.
  ///
  /// @throws LogDamaged if entries are lost that others follow
  /// @throws LogTooNew if a newer version of this program wrote it
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
      throw new UncheckedIOException("Opening the log", e);
    }
  }

  /// Who is handed each durable group, in order, on the thread that commits: whatever takes time
  /// belongs elsewhere. To be set once, before the first append.
  public synchronized void subscribe(Consumer<List<Logged>> durable) {
    if (subscriber != null || appended) {
      throw new IllegalStateException("One subscriber, before the first append");
    }
    subscriber = durable;
  }

  /// Appends all or none, next to each other, and never blocks. Completes, on the thread that
  /// commits, with the number of the last when all are durable; fails with [LogFull], [LogBusy] or
  /// [LogBroken].
  public CompletableFuture<Long> append(List<Entry> entries) {
    return append(entries, false);
  }

  /// The same for what must not be refused while there is any space at all, and is small: opt-outs,
  /// erasures.
  public CompletableFuture<Long> appendFromReserve(List<Entry> entries) {
    return append(entries, true);
  }

  private CompletableFuture<Long> append(List<Entry> entries, boolean mayUseReserve) {
    if (entries.isEmpty()) {
      return CompletableFuture.completedFuture(last);
    }
    Waiting waiting =
        new Waiting(
            List.copyOf(entries), checkedBytes(entries), mayUseReserve, new CompletableFuture<>());
    synchronized (this) {
      appended = true;
      RuntimeException refusal = refusal(waiting);
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      pendingBytes.addAndGet(waiting.bytes());
      queue.add(waiting);
      notifyAll();
    }
    return waiting.durable();
  }

  private @Nullable RuntimeException refusal(Waiting waiting) {
    LogBroken reason = broken;
    if (reason != null) {
      return reason;
    }
    if (closed) {
      return new LogBroken("The log is closed", null);
    }
    long bytes = pendingBytes.get();
    return bytes + waiting.bytes() > MAX_PENDING_BYTES
        ? new LogBusy("%d bytes already wait for the disk".formatted(bytes))
        : null;
  }

  private long checkedBytes(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.payload().length > settings.maxEntryBytes()) {
        throw new IllegalStateException(
            "An entry of %d bytes where %d are the most"
                .formatted(entry.payload().length, settings.maxEntryBytes()));
      }
    }
    long bytes = Frame.entryBytes(entries);
    if (bytes > MAX_APPEND_BYTES) {
      throw new IllegalStateException(
          "An append of %d bytes where %d are the most".formatted(bytes, MAX_APPEND_BYTES));
    }
    return bytes;
  }

  /// Every durable entry from a number on, in order, for replay; the number may be the next one.
  public Cursor from(long number) {
    List<Segment> all = segments.all();
    long until = last;
    if (number < all.getFirst().first() || number > until + 1) {
      throw new IllegalStateException(
          "No entry %d: the log holds %d to %d".formatted(number, all.getFirst().first(), until));
    }
    int begin = 0;
    while (begin + 1 < all.size() && all.get(begin + 1).first() <= number) {
      begin++;
    }
    return new Cursor(disk, all.subList(begin, all.size()), number, until);
  }

  /// The number of the oldest entry that is kept, or will be the first.
  public long first() {
    return segments.all().getFirst().first();
  }

  /// The number of the last durable entry; 0 before the first.
  public long last() {
    return last;
  }

  /// What opening found half written at the end, and cut off.
  public Optional<TornTail> tornTail() {
    return Optional.ofNullable(torn);
  }

  /// How much waits for the disk.
  public long pendingBytes() {
    return pendingBytes.get();
  }

  /// Allows whole segments that only hold earlier entries to be deleted.
  public void dropBefore(long number) {
    segments.dropBefore(number);
  }

  public Health health() {
    LogBroken reason = broken;
    if (reason != null) {
      return new Health.Broken(String.valueOf(reason.getMessage()));
    }
    try {
      long free = disk.freeBytes();
      boolean full = free < settings.reserveBytes() || free <= freeWhenFull;
      return full ? new Health.Full(fullWith(free)) : new Health.Well();
    } catch (IOException e) {
      return new Health.Broken(String.valueOf(e));
    }
  }

  /// Commits what is queued, then refuses everything.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (committer.isAlive()) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    while (commitNext()) {
      // A log without a thread does it here.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      segments.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing the log", e);
    }
  }

  private void run() {
    while (awaitWork()) {
      commitNext();
    }
  }

  private synchronized boolean awaitWork() {
    while (queue.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Only closing ends this thread; an interrupt left standing would close its file.
      }
    }
    return !queue.isEmpty();
  }

  /// Commits one group, if anything waits.
  boolean commitNext() {
    List<Waiting> group = nextGroup();
    if (group.isEmpty()) {
      return false;
    }
    LogBroken earlier = broken;
    if (earlier != null) {
      refuse(group, earlier);
      return true;
    }
    try {
      confirm(writeWhatFits(group));
    } catch (IOException | RuntimeException | Error e) {
      LogBroken now = new LogBroken("The log stopped at entry %d: %s".formatted(last, e), e);
      broken = now;
      refuse(group, now);
    }
    return true;
  }

  private synchronized List<Waiting> nextGroup() {
    List<Waiting> group = new ArrayList<>();
    long bytes = 0;
    while (!queue.isEmpty()
        && (group.isEmpty() || bytes + queue.getFirst().bytes() <= MAX_GROUP_BYTES)) {
      Waiting next = queue.removeFirst();
      bytes += next.bytes();
      group.add(next);
    }
    return group;
  }

  /// Writes the group, or only what may use the reserve if there is no space for all of it; says
  /// what is written, and refuses the rest.
  private List<Waiting> writeWhatFits(List<Waiting> group) throws IOException {
    List<Waiting> urgent = group.stream().filter(Waiting::mayUseReserve).toList();
    long free = disk.freeBytes();
    boolean all = urgent.size() == group.size() || free - bytes(group) >= settings.reserveBytes();
    if (all && write(group)) {
      return group;
    }
    freeWhenFull = free;
    refuse(
        group.stream().filter(one -> !one.mayUseReserve()).toList(), new LogFull(fullWith(free)));
    if (urgent.isEmpty() || write(urgent)) {
      return urgent;
    }
    refuse(urgent, new LogFull(fullWith(free)));
    return List.of();
  }

  private boolean write(List<Waiting> group) throws IOException {
    long stampMs = Math.max(lastStampMs, clockMs.getAsLong());
    List<Entry> entries = group.stream().flatMap(one -> one.entries().stream()).toList();
    try {
      segments.write(last + 1, stampMs, lastStampMs, entries);
    } catch (Disk.Full e) {
      return false;
    }
    lastStampMs = stampMs;
    return true;
  }

  private void confirm(List<Waiting> group) {
    List<Logged> durable = new ArrayList<>();
    long number = last;
    long[] lasts = new long[group.size()];
    for (int i = 0; i < group.size(); i++) {
      for (Entry entry : group.get(i).entries()) {
        durable.add(new Logged(++number, lastStampMs, entry.payload(), entry.attachment()));
      }
      lasts[i] = number;
    }
    last = number;
    if (group.stream().anyMatch(one -> !one.mayUseReserve())) {
      freeWhenFull = NEVER_FULL;
    }
    for (int i = 0; i < lasts.length; i++) {
      pendingBytes.addAndGet(-group.get(i).bytes());
      group.get(i).durable().complete(lasts[i]);
    }
    Consumer<List<Logged>> handed = subscriber;
    if (handed != null && !durable.isEmpty()) {
      handed.accept(durable);
    }
  }

  private void refuse(List<Waiting> group, RuntimeException reason) {
    for (Waiting one : group) {
      if (!one.durable().isDone()) {
        pendingBytes.addAndGet(-one.bytes());
        one.durable().completeExceptionally(reason);
      }
    }
  }

  private static long bytes(List<Waiting> group) {
    return group.stream().mapToLong(Waiting::bytes).sum();
  }

  private String fullWith(long free) {
    return "The disk is full: %d bytes are free, %d are kept in reserve"
        .formatted(free, settings.reserveBytes());
  }
}
