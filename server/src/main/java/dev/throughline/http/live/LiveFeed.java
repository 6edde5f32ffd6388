package dev.throughline.http.live;

import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The last few thousand lines of what happens, in a ring: whoever reads has a place of their own
/// in it, and misses what is written over before they come to it. Nobody slow holds up anybody.
public final class LiveFeed implements Orchestrator.Listener {
  public static final int SIZE = 4_096;

  private final @Nullable News[] ring = new News[SIZE];
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private long written;
  private boolean closed;

  /// @param lines in order; empty when nothing came in time
  /// @param next the place to go on from
  /// @param missed lines that were written over before they were read
  /// @param closed nothing more will come
  public record Part(List<News> lines, long next, long missed, boolean closed) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  @Override
  public void tell(Told told) {
    lock.lock();
    try {
      // Events come before what follows from them, input by input.
      int fact = 0;
      for (Told.Taken taken : told.events()) {
        while (fact < told.facts().size() && told.entries().get(fact) < taken.entry()) {
          add(new News.Decided(told.facts().get(fact++)));
        }
        add(new News.Happened(taken));
      }
      while (fact < told.facts().size()) {
        add(new News.Decided(told.facts().get(fact++)));
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(News news) {
    ring[(int) (written++ % SIZE)] = news;
  }

  /// What follows a place, at most `limit` lines; waits a little where nothing does.
  public Part after(long place, int limit, long waitMs) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
      while (written <= place && !closed && left > 0) {
        left = more.awaitNanos(left);
      }
      long oldest = Math.max(0, written - SIZE);
      long from = Math.max(place, oldest);
      long to = Math.min(written, from + limit);
      List<News> lines = new ArrayList<>();
      for (long at = from; at < to; at++) {
        News news = ring[(int) (at % SIZE)];
        if (news != null) {
          lines.add(news);
        }
      }
      return new Part(lines, Math.max(to, place), from - place, closed);
    } finally {
      lock.unlock();
    }
  }

  /// Everything that is in the ring; what came before it was missed.
  public Part all() {
    lock.lock();
    try {
      long oldest = Math.max(0, written - SIZE);
      List<News> lines = new ArrayList<>();
      for (long at = oldest; at < written; at++) {
        News news = ring[(int) (at % SIZE)];
        if (news != null) {
          lines.add(news);
        }
      }
      return new Part(lines, written, oldest, closed);
    } finally {
      lock.unlock();
    }
  }

  /// The place after the line of this id; -1 where it is not in the ring any more.
  public long placeAfter(String id) {
    lock.lock();
    try {
      for (long at = written - 1; at >= Math.max(0, written - SIZE); at--) {
        News news = ring[(int) (at % SIZE)];
        if (news != null && news.id().equals(id)) {
          return at + 1;
        }
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long kept() {
    return Long.MAX_VALUE;
  }

  @Override
  public void failed(Throwable cause) {
    close();
  }

  /// Ends every stream.
  public void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
