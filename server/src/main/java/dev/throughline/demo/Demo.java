package dev.throughline.demo;

import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Orchestrator.Listener;
import dev.throughline.runtime.Orchestrator.Submission;
import dev.throughline.runtime.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets the demo world live in a runtime, on a thread of its own: first the history, as fast as it
/// is worked off, then on beside the real time.
///
/// Whoever opens the runtime gives it this demo's clock and listener, keeps every channel in the
/// outbox, and then calls `start`. Stopped and opened again on the same directory, the world goes
/// on where it was.
public final class Demo implements AutoCloseable {
  /// What to make, where the directory does not hold a world already.
  public record Wish(long seed, int people, int days) {}

  public static final int MAX_PEOPLE = 999_999;
  public static final int MAX_DAYS = 365;

  private static final Duration BREATH = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world;
  private final int people;
  private final Diary diary;
  private final DemoClock clock;
  private final InstantSource real;
  private final ConcurrentLinkedQueue<Delivered> deliveries = new ConcurrentLinkedQueue<>();
  private final Instant heardBefore;
  private @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Throwable broken;
  private final CompletableFuture<Void> history = new CompletableFuture<>();

  private Demo(World world, int people, Diary diary, InstantSource real) {
    this.world = world;
    this.people = people;
    this.diary = diary;
    this.real = real;
    this.heardBefore = diary.lived();
    this.clock = new DemoClock(world.start(), diary.lived());
  }

  public static Demo open(Path directory, Wish wish, InstantSource real) {
    Instant start = real.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(wish.days()));
    Diary diary =
        Diary.in(directory, new Diary.World(wish.seed(), wish.people(), start, wish.days()));
    Diary.World which = diary.which();
    World world = new World(which.seed(), which.people(), which.start(), which.days());
    return new Demo(world, which.people(), diary, real);
  }

  public DemoClock clock() {
    return clock;
  }

  public int people() {
    return people;
  }

  public Planted planted() {
    return world.planted();
  }

  /// Hears what people of this world get; to be among those whom the runtime tells.
  public Listener listener() {
    return new Listener() {
      @Override
      public void tell(Told told) {
        for (var fact : told.facts()) {
          Delivered message = Delivered.of(fact);
          if (message != null && fact.at().isAfter(heardBefore)) {
            deliveries.add(message);
          }
        }
      }

      @Override
      public long kept() {
        return Long.MAX_VALUE;
      }

      @Override
      public void failed(Throwable cause) {
        history.completeExceptionally(cause);
      }
    };
  }

  /// Begins or goes on; the catalog is published if there is none.
  public void start(Orchestrator runtime) {
    thread = Thread.ofPlatform().name("demo-world").start(() -> live(runtime));
  }

  /// Why the world has stopped by itself; null while it lives.
  public @Nullable Throwable broken() {
    return broken;
  }

  /// Completes when the history is there and all of it applied; fails if the world stops before.
  public CompletableFuture<Void> history() {
    return history.copy();
  }

  private void live(Orchestrator runtime) {
    try {
      diary.tellAgain(world);
      diary.open();
      if (runtime.ask(view -> view.sources().isEmpty()).get()) {
        submit(runtime, List.of(new Command.Publish(Shop.catalog()))).get();
      }
      CompletableFuture<Long> before = CompletableFuture.completedFuture(0L);
      long beforeMs = clock.getAsLong();
      while (!stopping) {
        long nextMs = clock.next(real.millis());
        if (nextMs > clock.getAsLong()) {
          CompletableFuture<Long> applied = step(runtime, nextMs);
          // While one step is worked off the next is written: what people hear is a step old.
          before.get();
          hear(beforeMs);
          before = applied;
          beforeMs = nextMs;
        }
        if (!history.isDone() && clock.state().phase() == DemoClock.Phase.LIVE) {
          before.get();
          history.complete(null);
        }
        if (!clock.isHurrying()) {
          TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException | Error wrong) {
      history.completeExceptionally(wrong);
      broken = wrong;
    }
  }

  /// What happens until a moment is put into the log with the stamp of that moment.
  private CompletableFuture<Long> step(Orchestrator runtime, long untilMs)
      throws InterruptedException, ExecutionException {
    List<Command> commands = new ArrayList<>(world.eventsUntil(Instant.ofEpochMilli(untilMs)));
    diary.lived(untilMs);
    commands.add(new Command.Tick());
    clock.stepTo(untilMs);
    return runtime.applied(submit(runtime, commands).get());
  }

  private static CompletableFuture<Long> submit(Orchestrator runtime, List<Command> commands)
      throws InterruptedException {
    while (true) {
      switch (runtime.submit(commands)) {
        case Submission.Taken(var durable) -> {
          return durable;
        }
        case Submission.Busy(Duration after) -> TimeUnit.MILLISECONDS.sleep(after.toMillis());
        case Submission.Refused(var health) ->
            throw new IllegalStateException("The runtime takes nothing in: " + health);
      }
    }
  }

  private void hear(long untilMs) {
    for (Delivered next = deliveries.peek();
        next != null && next.atMs() <= untilMs;
        next = deliveries.peek()) {
      deliveries.poll();
      diary.heard(next);
      world.heard(next);
    }
  }

  /// Stops the world before its runtime is closed.
  @Override
  public void close() {
    stopping = true;
    Thread living = thread;
    try {
      if (living != null && !living.join(PATIENCE)) {
        // It waits for a runtime that will not answer any more.
        living.interrupt();
        living.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    diary.close();
  }
}
