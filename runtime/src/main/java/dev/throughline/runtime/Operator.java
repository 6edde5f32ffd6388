package dev.throughline.runtime;

import dev.throughline.log.Cursor;
import dev.throughline.log.InputLog;
import dev.throughline.log.Logged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one thread that works the state machine: it applies what has become durable and tells what
/// followed; between two inputs it answers questions and goes on with a checkpoint.
final class Operator {
  private static final int MAX_BATCH = 4_096;

  private final StateMachine machine;
  private final Checkpoints checkpoints;
  private final Ticker ticker;
  private final Orchestrator.Listener listener;
  private final LinkedBlockingQueue<List<Logged>> durable = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Runnable> questions = new LinkedBlockingQueue<>();
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparingLong(Waiter::entry));
  private final AtomicLong behind = new AtomicLong();
  private final Thread thread = new Thread(this::run, "operator");
  private final CompletableFuture<Long> over = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile @Nullable Throwable broken;

  /// Whoever wants to know when an entry has been applied.
  private record Waiter(long entry, CompletableFuture<Long> done) {}

  Operator(
      StateMachine machine,
      Checkpoints checkpoints,
      Ticker ticker,
      Orchestrator.Listener listener) {
    this.machine = machine;
    this.checkpoints = checkpoints;
    this.ticker = ticker;
    this.listener = listener;
  }

  /// Applies, on the caller's thread, what the log has beyond the store; before `start`.
  void replay(InputLog log) {
    long from = machine.applied() + 1;
    if (from < log.first()) {
      throw new IllegalStateException(
          "The store ends at entry %d and the log begins at %d: restore a backup"
              .formatted(from - 1, log.first()));
    }
    log.mustHold(machine.applied());
    try (Cursor cursor = log.from(from)) {
      List<Logged> batch = new ArrayList<>();
      while (cursor.hasNext()) {
        batch.add(cursor.next());
        if (batch.size() >= MAX_BATCH || !cursor.hasNext()) {
          machine.apply(batch);
          batch.clear();
          tell();
          checkpoints.maybe();
        }
      }
    }
  }

  void start() {
    thread.start();
  }

  /// Takes up entries that have become durable.
  void durable(List<Logged> group) {
    behind.addAndGet(group.size());
    durable.add(group);
  }

  /// How many durable entries wait to be applied.
  long behind() {
    return behind.get();
  }

  /// Why nothing goes on any more; null while it does.
  @Nullable Throwable broken() {
    return broken;
  }

  boolean isClosing() {
    return closing;
  }

  /// Completes when the entry has been applied and told.
  CompletableFuture<Long> applied(long entry) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    ask(() -> {
      if (machine.applied() >= entry) {
        done.complete(machine.applied());
      } else {
        waiters.add(new Waiter(entry, done));
      }
    });
    return done;
  }

  /// Waits until the entry has been applied, or nothing is applied any more.
  void await(long entry) {
    CompletableFuture.anyOf(applied(entry), over).join();
  }

  <T> CompletableFuture<T> ask(Function<View, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (broken != null || closing) {
      answer.completeExceptionally(new IllegalStateException("The runtime has stopped"));
      return answer;
    }
    ask(() -> {
      try {
        answer.complete(question.apply(new MachineView(machine)));
      } catch (RuntimeException wrong) {
        answer.completeExceptionally(wrong);
      }
    });
    return answer;
  }

  private void ask(Runnable question) {
    questions.add(question);
    // The thread may be waiting for something durable.
    durable.add(List.of());
  }

  private void run() {
    try {
      List<List<Logged>> groups = new ArrayList<>();
      while (true) {
        List<Logged> first = durable.poll(checkpoints.patience().toMillis(), TimeUnit.MILLISECONDS);
        // No more than make one round: those who are slowed down meanwhile send on after each.
        int entries = 0;
        for (List<Logged> next = first; next != null; next = durable.poll()) {
          groups.add(next);
          entries += next.size();
          if (entries >= StateMachine.AT_ONCE) {
            break;
          }
        }
        applyAll(groups);
        groups.clear();
        if (closing && durable.isEmpty() && questions.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      broken = failed;
      ticker.close();
      listener.failed(failed);
    } finally {
      over.complete(machine.applied());
    }
  }

  private void applyAll(List<List<Logged>> groups) {
    List<Logged> batch = new ArrayList<>();
    for (List<Logged> group : groups) {
      batch.addAll(group);
    }
    if (!batch.isEmpty()) {
      machine.apply(batch);
      behind.addAndGet(-batch.size());
      tell();
      ticker.applied();
    }
    ticker.due(machine.nextDue());
    for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
      question.run();
    }
    while (!waiters.isEmpty() && waiters.peek().entry() <= machine.applied()) {
      waiters.poll().done().complete(machine.applied());
    }
    checkpoints.maybe();
  }

  private void tell() {
    Told told = machine.told();
    if (told != null) {
      listener.tell(told);
    }
  }

  /// From here on nobody may ask; the thread ends when it has done what it knows of.
  void stop() {
    closing = true;
    ticker.close();
  }

  /// Waits for the thread to end.
  void join() {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
