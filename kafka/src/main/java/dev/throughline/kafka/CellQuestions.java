package dev.throughline.kafka;

import dev.throughline.runtime.View;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// The cells that live in this process, and what is asked of them: each answers on its own thread,
/// between two pieces of work. Safe for all threads.
public final class CellQuestions {
  /// How many questions may wait for one cell.
  private static final int MAX_WAITING = 10_000;

  private final Map<Integer, Desk> desks = new ConcurrentHashMap<>();

  private record Question<T>(Function<View, T> question, CompletableFuture<T> answer) {
    void answer(View view) {
      try {
        answer.complete(question.apply(view));
      } catch (RuntimeException failed) {
        answer.completeExceptionally(failed);
      }
    }
  }

  /// Where one cell takes up what it was asked.
  static final class Desk implements AutoCloseable {
    private final int cell;
    private final Map<Integer, Desk> desks;
    private Queue<Question<?>> waiting = new ArrayDeque<>();
    private boolean closed;

    private Desk(int cell, Map<Integer, Desk> desks) {
      this.cell = cell;
      this.desks = desks;
    }

    private <T> void add(Question<T> question) {
      boolean full;
      synchronized (this) {
        full = waiting.size() >= MAX_WAITING;
        if (!closed && !full) {
          waiting.add(question);
          return;
        }
      }
      question.answer.completeExceptionally(
          full
              ? new RejectedExecutionException("Too much is asked of cell " + cell)
              : new CellGone(cell));
    }

    /// Answers what was asked so far.
    void answer(View view) {
      take().forEach(question -> question.answer(view));
    }

    private synchronized Queue<Question<?>> take() {
      if (waiting.isEmpty()) {
        return waiting;
      }
      Queue<Question<?>> asked = waiting;
      waiting = new ArrayDeque<>();
      return asked;
    }

    /// The cell goes; what waits is not answered here.
    @Override
    public void close() {
      desks.remove(cell, this);
      Queue<Question<?>> left;
      synchronized (this) {
        closed = true;
        left = take();
      }
      left.forEach(question -> question.answer.completeExceptionally(new CellGone(cell)));
    }
  }

  /// A cell has come.
  Desk open(int cell) {
    Desk desk = new Desk(cell, desks);
    Desk before = desks.put(cell, desk);
    if (before != null) {
      before.close();
    }
    return desk;
  }

  /// In the order of their numbers.
  public Set<Integer> cells() {
    return new TreeSet<>(desks.keySet());
  }

  /// Asks of what is in a cell; the answer must be quick to give, for it holds the cell up, and
  /// must not keep what it was shown. Fails with `CellGone` where the cell is elsewhere.
  public <T> CompletableFuture<T> ask(int cell, Function<View, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Desk desk = desks.get(cell);
    if (desk == null) {
      answer.completeExceptionally(new CellGone(cell));
    } else {
      desk.add(new Question<>(question, answer));
    }
    return answer;
  }
}
