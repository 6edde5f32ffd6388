package dev.throughline.http.live;

import dev.throughline.analytics.NumberedEvent;
import dev.throughline.analytics.NumberedFact;
import dev.throughline.analytics.Warehouse;
import dev.throughline.analytics.WarehouseFailure;
import dev.throughline.codec.json.Slice;
import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Appends what the runtime tells to the warehouse, on a thread of its own: each row once, at most
/// two seconds behind. When the warehouse cannot keep up, or fails, the runtime waits.
public final class WarehouseWriter implements Orchestrator.Listener, AutoCloseable {
  /// How many rows may wait.
  private static final int MAX_WAITING = 500_000;

  /// How many rows are worth a transaction of their own.
  private static final int MAX_BATCH = 50_000;

  /// Rows are gathered for so long, for a transaction costs much the same for one as for many.
  private static final long GATHER_MS = 100;

  private static final long RETRY_MS = 1_000;
  private static final String NOT_WRITTEN = "Facts wait to be written: ";

  private final Warehouse warehouse;
  private final LinkedBlockingQueue<Rows> waiting = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(MAX_WAITING);
  private final Thread thread = new Thread(this::run, "warehouse");
  private final Object lock = new Object();

  /// When what is not kept was told, the oldest first, on the clock of `System.nanoTime`.
  private final ArrayDeque<Long> toldNanos = new ArrayDeque<>();

  private long kept;

  private volatile @Nullable String failure;
  private volatile boolean closing;

  /// What was told, without what no row holds.
  private record Rows(long firstFact, List<NumberedFact> facts, List<Row> events) {
    int count() {
      return Math.min(facts.size() + events.size(), MAX_WAITING);
    }
  }

  /// An event whose text is made only when it is written.
  private record Row(
      long number, String customer, @Nullable String formerly, Event event, Slice line) {
    NumberedEvent numbered() {
      return new NumberedEvent(number, customer, formerly, event, line.text());
    }
  }

  public WarehouseWriter(Warehouse warehouse) {
    this.warehouse = warehouse;
    thread.start();
  }

  @Override
  public void tell(Told news) {
    Rows rows = rows(news);
    places.acquireUninterruptibly(rows.count());
    synchronized (lock) {
      if (toldNanos.isEmpty()) {
        kept = news.firstFact() - 1;
      }
      toldNanos.add(System.nanoTime());
    }
    waiting.add(rows);
  }

  private static Rows rows(Told news) {
    List<NumberedFact> facts = new ArrayList<>(news.facts().size());
    for (int i = 0; i < news.facts().size(); i++) {
      facts.add(new NumberedFact(news.entries().get(i), news.facts().get(i)));
    }
    List<Row> events = new ArrayList<>(news.events().size());
    news.events().forEach(taken -> events.add(row(taken)));
    return new Rows(news.firstFact(), facts, events);
  }

  /// When nothing waits, whatever has ever been told is kept.
  @Override
  public long kept() {
    synchronized (lock) {
      return toldNanos.isEmpty() ? Long.MAX_VALUE : kept;
    }
  }

  /// For how long the oldest of what was told waits to be kept; zero when nothing waits.
  public Duration behind() {
    synchronized (lock) {
      Long oldest = toldNanos.peek();
      return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest);
    }
  }

  @Override
  public void failed(Throwable cause) {
    // The runtime's own health tells of it.
  }

  /// What is wrong, if anything is.
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      while (true) {
        Rows first = waiting.poll(GATHER_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(gathered(first));
        } else if (closing) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Rows> gathered(Rows first) throws InterruptedException {
    List<Rows> batch = new ArrayList<>();
    int rows = 0;
    long began = System.nanoTime();
    for (Rows next = first; next != null; ) {
      batch.add(next);
      rows += next.count();
      long most = closing ? 0 : GATHER_MS;
      long left = Math.max(0, began + TimeUnit.MILLISECONDS.toNanos(most) - System.nanoTime());
      next = rows >= MAX_BATCH ? null : waiting.poll(left, TimeUnit.NANOSECONDS);
    }
    return batch;
  }

  private void write(List<Rows> batch) throws InterruptedException {
    List<NumberedFact> facts = new ArrayList<>();
    List<NumberedEvent> events = new ArrayList<>();
    for (Rows rows : batch) {
      facts.addAll(rows.facts);
      rows.events.forEach(row -> events.add(row.numbered()));
    }
    lookForGap(batch.getFirst());
    append(facts, events);
    Rows last = batch.getLast();
    synchronized (lock) {
      batch.forEach(_ -> toldNanos.remove());
      kept = last.firstFact() + last.facts().size() - 1;
    }
    batch.forEach(rows -> places.release(rows.count()));
  }

  private static Row row(Told.Taken taken) {
    return new Row(
        taken.entry(),
        taken.customer().value(),
        taken.formerly() == null ? null : taken.formerly().value(),
        slim(taken.event()),
        taken.line());
  }

  /// What happened is in the line; only who somebody is has columns of its own. Events wait here by
  /// the ten thousand.
  private static Event slim(Event event) {
    boolean says =
        event.type() == Event.Type.IDENTIFY || !event.context().get("traits").isNothing();
    return says
        ? event
        : new Event(
            event.messageId(),
            event.type(),
            event.name(),
            event.userId(),
            event.anonymousId(),
            event.previousId(),
            event.groupId(),
            Fields.EMPTY,
            Fields.EMPTY,
            Fields.EMPTY,
            event.at(),
            event.receivedAt(),
            event.history());
  }

  private void lookForGap(Rows first) {
    if (!first.facts().isEmpty() && first.firstFact() > warehouse.facts() + 1) {
      failure =
          "The facts %d to %d are missing: restore facts.duckdb from a backup"
              .formatted(warehouse.facts() + 1, first.firstFact() - 1);
    }
  }

  private void append(List<NumberedFact> facts, List<NumberedEvent> events)
      throws InterruptedException {
    while (true) {
      try {
        warehouse.append(facts, events);
        if (failure != null && failure.startsWith(NOT_WRITTEN)) {
          failure = null;
        }
        return;
      } catch (WarehouseFailure failed) {
        failure = NOT_WRITTEN + failed.getMessage();
        if (closing) {
          // Whoever starts next tells it again: the store has no checkpoint beyond it.
          return;
        }
        Thread.sleep(RETRY_MS);
      }
    }
  }

  /// Writes what was told.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
