package dev.throughline.http.live;

import dev.throughline.analytics.NumberedEvent;
import dev.throughline.analytics.NumberedFact;
import dev.throughline.analytics.Warehouse;
import dev.throughline.analytics.WarehouseFailure;
import dev.throughline.codec.json.EventLine;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Appends what the runtime tells to the warehouse, on a thread of its own: each row once, at most
/// a second behind. When the warehouse cannot keep up, or fails, the runtime waits.
public final class WarehouseWriter implements EmbeddedRuntime.Listener, AutoCloseable {
  /// How many rows may wait.
  private static final int MAX_WAITING = 500_000;

  /// How many rows are worth a transaction of their own.
  private static final int MAX_BATCH = 50_000;

  /// Rows are gathered for so long, for a transaction costs the same for one as for many.
  private static final long GATHER_MS = 150;

  private static final long RETRY_MS = 1_000;
  private static final String NOT_WRITTEN = "Facts wait to be written: ";

  private final Warehouse warehouse;
  private final LinkedBlockingQueue<Told> waiting = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(MAX_WAITING);
  private final Thread thread = new Thread(this::run, "warehouse");
  private final Object lock = new Object();
  private long told;
  private long written;
  private long kept;
  private volatile @Nullable String failure;
  private volatile boolean closing;

  public WarehouseWriter(Warehouse warehouse) {
    this.warehouse = warehouse;
    thread.start();
  }

  @Override
  public void tell(Told news) {
    places.acquireUninterruptibly(rows(news));
    synchronized (lock) {
      if (told == written) {
        kept = news.firstFact() - 1;
      }
      told++;
    }
    waiting.add(news);
  }

  private static int rows(Told news) {
    return Math.min(news.facts().size() + news.events().size(), MAX_WAITING);
  }

  /// When nothing waits, whatever has ever been told is kept.
  @Override
  public long kept() {
    synchronized (lock) {
      return told == written ? Long.MAX_VALUE : kept;
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
        Told first = waiting.poll(GATHER_MS, TimeUnit.MILLISECONDS);
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

  private List<Told> gathered(Told first) throws InterruptedException {
    List<Told> batch = new ArrayList<>();
    int rows = 0;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closing ? 0 : GATHER_MS);
    for (Told next = first; next != null; ) {
      batch.add(next);
      rows += rows(next);
      long left = Math.max(0, end - System.nanoTime());
      next = rows >= MAX_BATCH ? null : waiting.poll(left, TimeUnit.NANOSECONDS);
    }
    return batch;
  }

  private void write(List<Told> batch) throws InterruptedException {
    List<NumberedFact> facts = new ArrayList<>();
    List<NumberedEvent> events = new ArrayList<>();
    for (Told news : batch) {
      for (int i = 0; i < news.facts().size(); i++) {
        facts.add(new NumberedFact(news.entries().get(i), news.facts().get(i)));
      }
      news.events().forEach(taken -> events.add(event(taken)));
    }
    lookForGap(batch.getFirst());
    append(facts, events);
    Told last = batch.getLast();
    synchronized (lock) {
      written += batch.size();
      kept = last.firstFact() + last.facts().size() - 1;
    }
    batch.forEach(news -> places.release(rows(news)));
  }

  private static NumberedEvent event(Told.Taken taken) {
    return new NumberedEvent(
        taken.entry(),
        taken.customer().value(),
        taken.formerly() == null ? null : taken.formerly().value(),
        taken.event(),
        EventLine.write(taken.event()));
  }

  private void lookForGap(Told first) {
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
