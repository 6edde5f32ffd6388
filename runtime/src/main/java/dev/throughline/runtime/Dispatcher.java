package dev.throughline.runtime;

import dev.throughline.event.StableHash;
import dev.throughline.runtime.Carrier.Carried;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Carries letters: claims each in the log before it leaves, hands it over, and logs what came of
/// it. What was claimed and not settled when the process died is unknown, and not sent again.
public final class Dispatcher implements Post, AutoCloseable {
  /// How often one letter is handed over at most.
  static final int MAX_ATTEMPTS = 12;

  static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  static final Duration LAST_RETRY = Duration.ofHours(1);

  /// How many letters of one channel are on the wire at once: a slow provider holds up only its
  /// own.
  private static final int MAX_IN_FLIGHT = 32;

  private final Function<Command, CompletableFuture<Long>> log;
  private final Carrier carrier;
  private final LongSupplier clockMs;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private final Map<String, Semaphore> lanes = new TreeMap<>();
  private final ExecutorService wires = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread = new Thread(this::run, "dispatcher");
  private volatile CompletableFuture<Long> lastClaim = CompletableFuture.completedFuture(0L);
  private boolean started;
  private boolean closed;

  private record Waiting(Instant at, String letter, int attempt) implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : letter.compareTo(other.letter);
    }
  }

  /// @param log puts a command into the log; completes once that is durable
  public Dispatcher(
      Function<Command, CompletableFuture<Long>> log, Carrier carrier, LongSupplier clockMs) {
    this.log = log;
    this.carrier = carrier;
    this.clockMs = clockMs;
    thread.setDaemon(true);
  }

  public void start() {
    synchronized (this) {
      started = true;
    }
    thread.start();
  }

  /// Ignored while the log is being replayed: what is still to go then is offered once it is over.
  @Override
  public void decided(Letter letter) {
    decided(letter.id(), letter.attempts() + 1, letter.nextAt());
  }

  /// The same, of a letter of which no more is known than what a claim says.
  public void decided(String letter, int attempt, Instant nextAt) {
    synchronized (this) {
      if (!started) {
        return;
      }
      waiting.add(new Waiting(nextAt, letter, attempt));
      notifyAll();
    }
  }

  /// Nothing is to be carried.
  @Override
  public void kept(Letter letter) {}

  /// Ignored while the log is being replayed: what was in flight then is settled as unknown.
  @Override
  public void granted(Letter letter) {
    synchronized (this) {
      if (!started) {
        return;
      }
      if (!closed) {
        wires.execute(() -> carry(letter));
        return;
      }
    }
    var _ = append(putBack(letter));
  }

  /// It was handed to nobody, so the next start may take it up at once.
  private Command putBack(Letter letter) {
    Instant now = Instant.ofEpochMilli(clockMs.getAsLong());
    return new Command.Settle(
        letter.id(), letter.attempts(), Settlement.RETRY, "the server was stopping", now);
  }

  private void carry(Letter letter) {
    Semaphore lane = lane(letter.channel());
    lane.acquireUninterruptibly();
    Carried carried;
    try {
      carried = carrier.carry(letter);
    } catch (RuntimeException failed) {
      carried = new Carried(Settlement.UNKNOWN, String.valueOf(failed.getMessage()), null);
    } finally {
      lane.release();
    }
    var _ = append(settled(letter, carried));
  }

  private Command settled(Letter letter, Carried carried) {
    int attempt = letter.attempts();
    if (carried.settlement() != Settlement.RETRY) {
      return new Command.Settle(letter.id(), attempt, carried.settlement(), carried.detail(), null);
    }
    if (attempt >= MAX_ATTEMPTS) {
      String detail = "given up after %d attempts: %s".formatted(attempt, carried.detail());
      return new Command.Settle(letter.id(), attempt, Settlement.FAILED, detail, null);
    }
    Duration wait =
        carried.after() == null ? backOff(letter.id(), attempt) : clamped(carried.after());
    Instant next = Instant.ofEpochMilli(clockMs.getAsLong()).plus(wait);
    return new Command.Settle(letter.id(), attempt, Settlement.RETRY, carried.detail(), next);
  }

  /// Exponential with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS, 2015): evenly
  /// between nothing and the doubled wait, so that those who failed together do not return
  /// together.
  static Duration backOff(String letter, int attempt) {
    long most = FIRST_RETRY.toMillis() << Math.min(attempt, 20);
    int limit = (int) Math.min(most, LAST_RETRY.toMillis());
    int millis = StableHash.bucket(limit, "retry", letter, Integer.toString(attempt));
    return Duration.ofMillis(Math.max(millis, FIRST_RETRY.toMillis() / 4));
  }

  private static Duration clamped(Duration asked) {
    if (asked.compareTo(FIRST_RETRY) < 0) {
      return FIRST_RETRY;
    }
    return asked.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : asked;
  }

  private Semaphore lane(String channel) {
    synchronized (lanes) {
      return lanes.computeIfAbsent(channel, _ -> new Semaphore(MAX_IN_FLIGHT));
    }
  }

  private void run() {
    try {
      while (true) {
        Waiting next = take();
        if (next == null) {
          return;
        }
        CompletableFuture<Long> claim = append(new Command.Claim(next.letter(), next.attempt()));
        if (!claim.isCompletedExceptionally()) {
          lastClaim = claim;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Waiting take()
      throws InterruptedException {
    while (!closed) {
      Waiting next = waiting.peek();
      long now = clockMs.getAsLong();
      if (next != null && next.at().toEpochMilli() <= now) {
        return waiting.poll();
      }
      // The clock may be a virtual one: look again soon even when the next seems far.
      long wait = next == null ? 1_000 : Math.min(next.at().toEpochMilli() - now, 50);
      wait(Math.max(wait, 1));
    }
    return null;
  }

  private CompletableFuture<Long> append(Command command) {
    return log.apply(command);
  }

  /// Waits for what is on the wire and claims nothing more. The log has every claim by then, or has
  /// refused it; what is granted later is put back into the log.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    wires.close();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    lastClaim.handle((_, _) -> 0L).join();
  }
}
