package dev.throughline.runtime;

import dev.throughline.log.Entry;
import dev.throughline.log.Health;
import dev.throughline.log.InputLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine at work on one machine: takes commands into the log, applies them, wakes who is due,
/// carries letters, and tells what followed.
///
/// What is acknowledged is in the log; everything else is derived from it and may be lost. Two
/// threads of its own, the operator and the clock, live until `close`.
public final class EmbeddedRuntime implements Orchestrator {
  /// At rest letters wait.
  private static final Carrier NOBODY =
      new Carrier() {
        @Override
        public Set<String> kept() {
          return Set.of();
        }

        @Override
        public Carried carry(Letter letter) {
          throw new IllegalStateException("Letter %s left at rest".formatted(letter.id()));
        }
      };

  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLOWING = Duration.ofSeconds(2);

  private final Settings settings;
  private final DataDirectory directory;
  private final InputLog log;
  private final Store store;
  private final StateMachine machine;
  private final Dispatcher dispatcher;
  private final ExecutorService workers;
  private final Checkpoints checkpoints;
  private final Operator operator;

  /// Opens a data directory, brings everything up to date from the log, and starts.
  ///
  /// @throws DataDirectory.InUse if another process has it
  /// @throws dev.throughline.log.LogDamaged if the log has lost entries that others follow
  public static EmbeddedRuntime open(Settings settings, Carrier carrier, Listener listener) {
    return locked(settings, carrier, listener);
  }

  private static EmbeddedRuntime locked(
      Settings settings, @Nullable Carrier carrier, Listener listener) {
    DataDirectory directory = DataDirectory.lock(settings.directory());
    try {
      return new EmbeddedRuntime(settings, directory, carrier, listener);
    } catch (RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  /// The same for work on data that no server has at present, such as an import: nothing falls due
  /// but of those to whom something happens, and no letter leaves, until a server has it again.
  ///
  /// @throws DataDirectory.InUse if another process has it
  public static EmbeddedRuntime openAtRest(Settings settings, Listener listener) {
    return locked(settings, null, listener);
  }

  private EmbeddedRuntime(
      Settings settings, DataDirectory directory, @Nullable Carrier carrier, Listener listener) {
    this.settings = settings;
    this.directory = directory;
    this.log =
        InputLog.open(
            settings.disk().apply(made(directory.log())), settings.clockMs(), settings.log());
    this.store = RocksStore.open(made(directory.path().resolve("store")));
    Layers layers = new Layers(store);
    this.workers =
        Executors.newFixedThreadPool(Math.max(settings.shards() - 1, 1), EmbeddedRuntime::shard);
    this.dispatcher =
        new Dispatcher(
            command -> append(List.of(command)),
            carrier == null ? NOBODY : carrier,
            settings.clockMs());
    Shards shards = new Shards(settings.shards(), workers);
    People people = new People(layers, settings.cachedPeople(), settings.knownIdentifiers());
    this.machine = new StateMachine(store, layers, people, shards, dispatcher);
    this.checkpoints =
        new Checkpoints(
            store,
            layers,
            machine,
            listener,
            log,
            settings.changedPeople(),
            settings.maxChangedPeople());
    Ticker ticker = new Ticker(settings, () -> append(List.of(new Command.Tick())));
    this.operator = new Operator(machine, checkpoints, ticker, listener);
    operator.replay(log);
    log.subscribe(operator::durable);
    List<Command> first = carrier == null ? List.of() : takeUpLetters(carrier);
    operator.start();
    if (!first.isEmpty()) {
      append(first).join();
    }
    if (carrier != null) {
      ticker.start();
    }
  }

  /// Hands open letters to the dispatcher. Gives what must be in the log before anything else:
  /// whose letters stay here, and which may have left already.
  private List<Command> takeUpLetters(Carrier carrier) {
    List<Command> first = new ArrayList<>();
    if (!new TreeSet<>(carrier.kept()).equals(machine.kept())) {
      first.add(new Command.Keep(List.copyOf(new TreeSet<>(carrier.kept()))));
    }
    dispatcher.start();
    for (Letter letter : machine.outbox().open()) {
      switch (letter.state()) {
        case IN_FLIGHT ->
            first.add(
                new Command.Settle(
                    letter.id(),
                    letter.attempts(),
                    Settlement.UNKNOWN,
                    "the process stopped",
                    null));
        case DECIDED -> dispatcher.decided(letter);
        case SENT, FAILED, UNKNOWN, WITHDRAWN ->
            throw new IllegalStateException("Letter %s is over".formatted(letter.id()));
      }
    }
    return first;
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException("Cannot make " + folder, failed);
    }
  }

  private static Thread shard(Runnable work) {
    Thread thread = new Thread(work, "shard");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Submission submit(List<Command> commands) {
    return take(entries(commands, command -> command));
  }

  @Override
  public Submission submit(List<Command> commands, Counted counted) {
    return take(entries(commands, command -> new Counted.Item(command, counted)));
  }

  private Submission take(List<Entry> entries) {
    if (behind() > settings.maxBehind()) {
      return new Submission.Busy(BUSY);
    }
    Health health = log.health();
    Throwable broken = operator.broken();
    if (broken != null || operator.isClosing()) {
      return new Submission.Refused(new Health.Broken(String.valueOf(broken)));
    }
    return health instanceof Health.Well
        ? new Submission.Taken(log.append(entries))
        : new Submission.Refused(health);
  }

  @Override
  public CompletableFuture<Long> submitUrgently(List<Command> commands) {
    return log.appendFromReserve(entries(commands, command -> command));
  }

  private CompletableFuture<Long> append(List<Command> commands) {
    return log.append(entries(commands, command -> command));
  }

  private static List<Entry> entries(List<Command> commands, Function<Command, Object> attachment) {
    List<Entry> entries = new ArrayList<>(commands.size());
    for (Command command : commands) {
      entries.add(new Entry(command.bytes(), attachment.apply(command)));
    }
    return entries;
  }

  @Override
  public CompletableFuture<Long> applied(long entry) {
    return operator.applied(entry);
  }

  @Override
  public <T> CompletableFuture<T> ask(Function<View, T> question) {
    return operator.ask(question);
  }

  @Override
  public Health health() {
    Throwable cause = operator.broken();
    return cause == null ? log.health() : new Health.Broken(String.valueOf(cause.getMessage()));
  }

  @Override
  public long behind() {
    return operator.behind();
  }

  @Override
  public CompletableFuture<Long> within(long entry) {
    return behind() <= settings.softBehind()
        ? CompletableFuture.completedFuture(entry)
        : applied(entry - settings.softBehind())
            .completeOnTimeout(entry, LONGEST_SLOWING.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(_ -> entry);
  }

  /// Stops taking in, applies what is durable, writes a checkpoint, and lets the directory go.
  @Override
  public void close() {
    if (operator.isClosing()) {
      return;
    }
    dispatcher.close();
    // A letter that is granted only now goes back, which the log must still hear.
    operator.await(log.last());
    operator.stop();
    log.close();
    operator.join();
    if (operator.broken() == null) {
      checkpoints.last();
    }
    workers.shutdown();
    checkpoints.close();
    store.close();
    directory.close();
  }

  @Override
  public CompletableFuture<Map<String, Long>> counters() {
    return ask(View::counters).thenApply(counters -> (Map<String, Long>) counters);
  }

  /// For whoever only wants to see the facts: keeps nothing, and so holds no checkpoint up.
  public static Listener listener(Consumer<Told> tell) {
    return new Listener() {
      @Override
      public void tell(Told told) {
        tell.accept(told);
      }

      // What was told has been taken: a checkpoint never comes before that.
      @Override
      public long kept() {
        return Long.MAX_VALUE;
      }

      @Override
      public void failed(Throwable cause) {
        throw new IllegalStateException("The runtime failed", cause);
      }
    };
  }
}
