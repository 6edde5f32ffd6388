package dev.throughline.kafka;

import dev.throughline.runtime.Directory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells when everything that the log has by now has been applied, by a mark in the log that every
/// cell passes on. One mark of this node is on its way at a time; the next is for all who came
/// meanwhile.
final class Marks {
  private final int cells;
  private final Function<byte[], CompletableFuture<Long>> log;
  private final Executor executor;
  private final String node = UUID.randomUUID().toString();
  private long number;
  private @Nullable Mark underWay;
  private List<CompletableFuture<Long>> next = new ArrayList<>();
  private long reached;
  private @Nullable RuntimeException over;

  /// A mark in the log, and who waits for it.
  private static final class Mark {
    private final String text;
    private final List<CompletableFuture<Long>> waiting;
    private final BitSet passed = new BitSet();
    private long entry;

    Mark(String text, List<CompletableFuture<Long>> waiting) {
      this.text = text;
      this.waiting = waiting;
    }
  }

  /// @param log appends to the log; completes with the number of the entry
  /// @param executor for what must not run on the thread that talks to the brokers
  Marks(int cells, Function<byte[], CompletableFuture<Long>> log, Executor executor) {
    this.cells = cells;
    this.log = log;
    this.executor = executor;
  }

  /// Completes, with an entry not before this one, when that one has been applied and told.
  CompletableFuture<Long> applied(long entry) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    Mark mark;
    synchronized (this) {
      if (over != null) {
        done.completeExceptionally(over);
        return done;
      }
      if (entry <= reached) {
        done.complete(reached);
        return done;
      }
      next.add(done);
      mark = following();
    }
    put(mark);
    return done;
  }

  /// The next mark, if one is wanted and none is under way.
  private @Nullable Mark following() {
    if (underWay != null || next.isEmpty() || over != null) {
      return null;
    }
    number++;
    underWay = new Mark(node + "/" + number, next);
    next = new ArrayList<>();
    return underWay;
  }

  private void put(@Nullable Mark mark) {
    if (mark == null) {
      return;
    }
    executor.execute(() -> {
      var _ =
          log.apply(bytes(mark.text))
              .whenCompleteAsync(
                  (entry, failed) -> {
                    if (failed != null) {
                      lost(mark, failed);
                    } else {
                      durable(mark, entry);
                    }
                  },
                  executor);
    });
  }

  private static byte[] bytes(String text) {
    return (Directory.MARK + text).getBytes(StandardCharsets.UTF_8);
  }

  private void durable(Mark mark, long entry) {
    synchronized (this) {
      mark.entry = entry;
    }
    finish(mark);
  }

  private void lost(Mark mark, Throwable failed) {
    Mark following;
    synchronized (this) {
      if (underWay != mark) {
        return;
      }
      underWay = null;
      following = following();
    }
    mark.waiting.forEach(waiter -> waiter.completeExceptionally(failed));
    put(following);
  }

  /// A cell has done, and this node's listener has been told, all before a mark; perhaps another
  /// node's mark.
  void passed(int cell, String text) {
    Mark mark;
    synchronized (this) {
      mark = underWay;
      if (mark == null || !mark.text.equals(text)) {
        return;
      }
      mark.passed.set(cell);
    }
    finish(mark);
  }

  /// The last cell may have been heard of before the log's answer that the mark is there.
  private void finish(Mark mark) {
    Mark following;
    synchronized (this) {
      if (underWay != mark || mark.entry == 0 || mark.passed.cardinality() < cells) {
        return;
      }
      reached = Math.max(reached, mark.entry);
      underWay = null;
      following = following();
    }
    mark.waiting.forEach(waiter -> waiter.complete(mark.entry));
    put(following);
  }

  /// No mark is heard of any more.
  void end(RuntimeException why) {
    List<CompletableFuture<Long>> left = new ArrayList<>();
    synchronized (this) {
      over = why;
      left.addAll(next);
      next = new ArrayList<>();
      if (underWay != null) {
        left.addAll(underWay.waiting);
        underWay = null;
      }
    }
    left.forEach(waiter -> waiter.completeExceptionally(why));
  }
}
