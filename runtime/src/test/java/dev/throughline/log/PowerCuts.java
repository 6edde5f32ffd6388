package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A log that lives through several crashes, and what must hold after each: it holds a prefix of
/// what was appended and not refused, whole appends only, and at least all that was acknowledged.
final class PowerCuts {
  private static final int MAX_LIVES = 4;
  private static final int MAX_APPENDS = 12;
  private static final int MAX_STEPS = 40;
  private static final Settings SMALL = new Settings(300, 100, 2_500);

  /// One append and what the appender was told.
  private record Appended(List<String> payloads, CompletableFuture<Long> answer) {
    boolean isRefused() {
      return answer.isCompletedExceptionally() && answer.exceptionNow() instanceof LogFull;
    }

    boolean isAcknowledged() {
      return answer.isDone() && !answer.isCompletedExceptionally();
    }
  }

  private final SplittableRandom random;
  private final UnaryOperator<Disk> wear;
  private SimDisk disk;
  private long nowMs = 1_000_000;
  private int named;

  /// All that the log may hold, in order; the first `safe` of them it must.
  private final List<String> possible = new ArrayList<>();

  private int safe;
  private final TreeSet<Integer> bounds = new TreeSet<>();
  private long dropped;
  private final List<Appended> life = new ArrayList<>();

  PowerCuts(SplittableRandom random, UnaryOperator<Disk> wear) {
    this.random = random;
    this.wear = wear;
    this.disk = new SimDisk(random);
    bounds.add(0);
  }

  void run() {
    int lives = random.nextInt(1, MAX_LIVES + 1);
    for (int i = 0; i < lives; i++) {
      makeTrouble();
      live();
      SimDisk.Crash[] kinds = SimDisk.Crash.values();
      disk = disk.after(kinds[random.nextInt(kinds.length)]);
    }
    checkWhatIsLeft(InputLog.openIdle(disk, this::clock, SMALL));
  }

  /// Each fault is there in some lives only, so that others can be seen behind it.
  private void makeTrouble() {
    if (random.nextBoolean()) {
      disk.dieAfter(random.nextInt(MAX_STEPS));
    }
    if (random.nextInt(3) == 0) {
      disk.failForceAfter(random.nextInt(MAX_APPENDS));
    }
    if (random.nextInt(3) == 0) {
      disk.writeShort();
    }
    disk.holdAtMost(random.nextInt(3) == 0 ? random.nextInt(6_000) : Long.MAX_VALUE);
  }

  private void live() {
    InputLog log;
    try {
      log = InputLog.openIdle(wear.apply(disk), this::clock, SMALL);
    } catch (UncheckedIOException e) {
      return;
    }
    checkWhatIsLeft(log);
    int appends = random.nextInt(MAX_APPENDS);
    for (int i = 0; i < appends; i++) {
      append(log);
      switch (random.nextInt(6)) {
        case 0 -> disk.holdAtMost(Long.MAX_VALUE);
        case 1 -> drop(log);
        case 2, 3, 4 -> log.commitNext();
        default -> {
          // It waits for company.
        }
      }
    }
    remember();
  }

  private void append(InputLog log) {
    List<String> payloads = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      payloads.add(
          "entry %d %s"
              .formatted(++named, "x".repeat(random.nextInt(random.nextInt(8) == 0 ? 2_000 : 80))));
    }
    List<Entry> entries =
        payloads.stream()
            .map(payload -> new Entry(payload.getBytes(StandardCharsets.UTF_8), null))
            .toList();
    boolean urgent = random.nextInt(4) == 0;
    life.add(new Appended(payloads, urgent ? log.appendFromReserve(entries) : log.append(entries)));
  }

  private void drop(InputLog log) {
    long before = random.nextLong(log.last() + 1);
    dropped = Math.max(dropped, before);
    try {
      log.dropBefore(before);
    } catch (UncheckedIOException e) {
      // The machine is down.
    }
  }

  private void remember() {
    for (Appended one : life) {
      if (!one.isRefused()) {
        possible.addAll(one.payloads());
        bounds.add(possible.size());
      }
      if (one.isAcknowledged()) {
        safe = possible.size();
        assertThat(one.answer().resultNow()).isEqualTo(safe);
      }
    }
    life.clear();
  }

  private void checkWhatIsLeft(InputLog log) {
    List<String> found = new ArrayList<>();
    long number = log.first();
    long stampMs = 0;
    assertThat(number).isLessThanOrEqualTo(Math.max(1, dropped));
    try (Cursor cursor = log.from(number)) {
      while (cursor.hasNext()) {
        Logged logged = cursor.next();
        assertThat(logged.number()).isEqualTo(number++);
        assertThat(logged.stampMs()).isGreaterThanOrEqualTo(stampMs);
        stampMs = logged.stampMs();
        found.add(new String(logged.payload(), StandardCharsets.UTF_8));
      }
    }
    int last = (int) log.last();
    assertThat(last).as("as much as was acknowledged").isGreaterThanOrEqualTo(safe);
    assertThat(bounds).as("whole appends only").contains(last);
    assertThat(found).isEqualTo(possible.subList((int) log.first() - 1, last));
    possible.subList(last, possible.size()).clear();
    bounds.tailSet(last, false).clear();
    safe = last;
  }

  private long clock() {
    nowMs += random.nextInt(-1_000, 2_000);
    return nowMs;
  }
}
