package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.log.Cursor;
import dev.throughline.log.Entry;
import dev.throughline.log.Health;
import dev.throughline.log.InputLog;
import dev.throughline.log.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine at work on one machine: takes commands into the log, applies them, wakes who is due,
/// carries letters, and tells what followed.
///
/// What is acknowledged is in the log; everything else is derived from it and may be lost. Two
/// threads of its own, the processor and the clock, live until `close`.
public final class EmbeddedRuntime implements AutoCloseable {
  /// What is told, and whether it has been kept.
  public interface Listener {
    /// Called in order on the processor's thread: whatever takes time belongs elsewhere.
    void tell(Told told);

    /// The number of the last fact that will survive a crash without being told again. A checkpoint
    /// waits for it.
    long kept();

    /// The runtime cannot go on; nothing more is acknowledged.
    void failed(Throwable cause);
  }

  /// Whether commands were taken in.
  public sealed interface Submission {
    /// Completes with the number of the last entry once all are durable.
    record Taken(CompletableFuture<Long> durable) implements Submission {}

    /// Too much is waiting to be applied; try again after this time.
    record Busy(Duration after) implements Submission {}

    /// The log does not take anything in at present.
    record Refused(Health health) implements Submission {}
  }

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

  private static final int MAX_BATCH = 4_096;
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLOWING = Duration.ofSeconds(2);

  private final Settings settings;
  private final DataDirectory directory;
  private final InputLog log;
  private final Store store;
  private final Layers layers;
  private final StateMachine processor;
  private final Dispatcher dispatcher;
  private final Listener listener;
  private final ExecutorService workers;
  private final Checkpoints checkpoints;
  private final LinkedBlockingQueue<List<Logged>> durable = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Runnable> questions = new LinkedBlockingQueue<>();
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparingLong(Waiter::entry));
  private final AtomicLong behind = new AtomicLong();
  private final Thread thread = new Thread(this::process, "processor");
  private final Thread clock = new Thread(this::tick, "clock");
  private volatile boolean closing;
  private volatile @Nullable Throwable broken;
  private volatile long dueMs = Long.MIN_VALUE;
  private volatile boolean ticking;

  private record Waiter(long entry, CompletableFuture<Long> done) {}

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
    this.listener = listener;
    this.log =
        InputLog.open(
            settings.disk().apply(folder(directory, "log")), settings.clockMs(), settings.log());
    this.store = Store.open(folder(directory, "store"));
    this.layers = new Layers(store);
    this.workers =
        Executors.newFixedThreadPool(Math.max(settings.shards() - 1, 1), EmbeddedRuntime::shard);
    this.dispatcher = new Dispatcher(log, carrier == null ? NOBODY : carrier, settings.clockMs());
    Shards shards = new Shards(settings.shards(), workers);
    People people = new People(layers, settings.cachedPeople(), shards);
    this.processor = new StateMachine(store, layers, people, shards, dispatcher);
    this.checkpoints =
        new Checkpoints(store, layers, processor, listener, log, settings.changedPeople());
    replay();
    log.subscribe(this::durable);
    List<Command> first = carrier == null ? List.of() : takeUpLetters(carrier);
    thread.start();
    if (!first.isEmpty()) {
      append(first).join();
    }
    clock.setDaemon(true);
    if (carrier != null) {
      clock.start();
    }
  }

  /// Hands open letters to the dispatcher. Gives what must be in the log before anything else:
  /// whose letters stay here, and which may have left already.
  private List<Command> takeUpLetters(Carrier carrier) {
    List<Command> first = new ArrayList<>();
    if (!new TreeSet<>(carrier.kept()).equals(processor.kept())) {
      first.add(new Command.Keep(List.copyOf(new TreeSet<>(carrier.kept()))));
    }
    dispatcher.start();
    for (Letter letter : processor.outbox().open()) {
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

  private static Path folder(DataDirectory directory, String name) {
    Path folder = directory.path().resolve(name);
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

  private void replay() {
    long from = processor.applied() + 1;
    if (from < log.first()) {
      throw new IllegalStateException(
          "The store ends at entry %d and the log begins at %d: restore a backup"
              .formatted(from - 1, log.first()));
    }
    log.mustHold(processor.applied());
    try (Cursor cursor = log.from(from)) {
      List<Logged> batch = new ArrayList<>();
      while (cursor.hasNext()) {
        batch.add(cursor.next());
        if (batch.size() >= MAX_BATCH || !cursor.hasNext()) {
          processor.apply(batch);
          batch.clear();
          tell();
          checkpoints.maybe();
        }
      }
    }
  }

  /// Takes commands in, all or none, next to each other.
  public Submission submit(List<Command> commands) {
    return take(entries(commands, command -> command));
  }

  /// The same; `counted` says how many of them counted, once they have been applied.
  public Submission submit(List<Command> commands, Counted counted) {
    return take(entries(commands, command -> new Counted.Item(command, counted)));
  }

  private Submission take(List<Entry> entries) {
    if (behind.get() > settings.maxBehind()) {
      return new Submission.Busy(BUSY);
    }
    Health health = log.health();
    if (broken != null || closing) {
      return new Submission.Refused(new Health.Broken(String.valueOf(broken)));
    }
    return health instanceof Health.Well
        ? new Submission.Taken(log.append(entries))
        : new Submission.Refused(health);
  }

  /// The same for what must get through even when the disk is nearly full or much is waiting:
  /// opt-outs and erasures.
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

  /// Completes when the entry has been applied and told.
  public CompletableFuture<Long> applied(long entry) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    questions.add(() -> {
      if (processor.applied() >= entry) {
        done.complete(processor.applied());
      } else {
        waiters.add(new Waiter(entry, done));
      }
    });
    durable.add(List.of());
    return done;
  }

  /// What the processor owns, to look at between two inputs.
  public final class View {
    private View() {}

    /// The person whom a user id or an anonymous id leads to. Not to be changed.
    public Optional<Customer> customer(String id) {
      Person person = processor.people().personOf(Identifier.user(id));
      if (person == null) {
        person = processor.people().personOf(Identifier.anonymous(id));
      }
      return Optional.ofNullable(person).map(found -> found.customer);
    }

    public Optional<Customer> customer(Identifier identifier) {
      return Optional.ofNullable(processor.people().personOf(identifier))
          .map(found -> found.customer);
    }

    /// Whom a letter is for, whoever that has become by merges.
    public Optional<Customer> customerOf(Letter letter) {
      return Optional.ofNullable(processor.people().get(letter.person()))
          .map(found -> found.customer);
    }

    public Catalog catalog() {
      return processor.catalog();
    }

    public List<Source> sources() {
      return processor.sources();
    }

    public Optional<Letter> letter(String id) {
      return Optional.ofNullable(processor.outbox().get(id));
    }

    /// Letters that are not over: decided, in flight, waiting for another try.
    public List<Letter> openLetters() {
      return processor.outbox().open();
    }

    /// Refused inputs, newest first, before the one of this number.
    public List<Dead> dead(long before, int limit) {
      return checkpoints.dead(before, limit);
    }

    public SortedMap<String, Long> counters() {
      return new TreeMap<>(processor.counters());
    }

    /// Everyone in the order in which they became known, page by page: up to `limit` numbers after
    /// `after`, which is 0 at first. Not to be changed.
    public Page people(long after, int limit) {
      long last = Math.min(after + limit, processor.people().count());
      List<Customer> customers = new ArrayList<>();
      for (long number = after + 1; number <= last; number++) {
        Customer customer = processor.people().peek(number);
        if (customer != null) {
          customers.add(customer);
        }
      }
      return new Page(customers, last);
    }

    /// How many people there are; those who were merged are one.
    public long people() {
      return processor.people().count() - processor.merged();
    }

    /// The number of whoever became known last.
    public long lastPerson() {
      return processor.people().count();
    }

    public long applied() {
      return processor.applied();
    }

    public long facts() {
      return processor.facts();
    }
  }

  /// Some of all people.
  ///
  /// @param last the number up to which they are; the last page ends at `View.lastPerson`
  public record Page(List<Customer> customers, long last) {}

  /// Asks on the processor's thread, between two inputs; the answer must be quick to give.
  public <T> CompletableFuture<T> ask(Function<View, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (broken != null || closing) {
      answer.completeExceptionally(new IllegalStateException("The runtime has stopped"));
      return answer;
    }
    questions.add(() -> {
      try {
        answer.complete(question.apply(new View()));
      } catch (RuntimeException wrong) {
        answer.completeExceptionally(wrong);
      }
    });
    durable.add(List.of());
    return answer;
  }

  public Health health() {
    Throwable cause = broken;
    return cause == null ? log.health() : new Health.Broken(String.valueOf(cause.getMessage()));
  }

  /// How many durable entries wait to be applied.
  public long behind() {
    return behind.get();
  }

  /// Completes with `entry` as soon as no more than `Settings.softBehind` entries before it wait to
  /// be applied: whoever answers only then slows senders down to what can be done, without a word.
  public CompletableFuture<Long> within(long entry) {
    return behind.get() <= settings.softBehind()
        ? CompletableFuture.completedFuture(entry)
        : applied(entry - settings.softBehind())
            .completeOnTimeout(entry, LONGEST_SLOWING.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(_ -> entry);
  }

  private void durable(List<Logged> group) {
    behind.addAndGet(group.size());
    durable.add(group);
  }

  private void process() {
    try {
      List<List<Logged>> groups = new ArrayList<>();
      while (true) {
        List<Logged> first = durable.poll(checkpoints.patience().toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          groups.add(first);
          durable.drainTo(groups, MAX_BATCH);
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
      listener.failed(failed);
    }
  }

  private void applyAll(List<List<Logged>> groups) {
    List<Logged> batch = new ArrayList<>();
    for (List<Logged> group : groups) {
      batch.addAll(group);
    }
    if (!batch.isEmpty()) {
      processor.apply(batch);
      behind.addAndGet(-batch.size());
      tell();
      ticking = false;
    }
    dueMs = millis(processor.nextDue());
    for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
      question.run();
    }
    while (!waiters.isEmpty() && waiters.peek().entry() <= processor.applied()) {
      waiters.poll().done().complete(processor.applied());
    }
    checkpoints.maybe();
  }

  private static long millis(Instant at) {
    return at.isBefore(Instant.EPOCH) ? 0 : at.toEpochMilli();
  }

  private void tell() {
    Told told = processor.told();
    if (told != null) {
      listener.tell(told);
    }
  }

  /// Puts the passing of time into the log whenever somebody is due.
  private void tick() {
    try {
      while (!closing && broken == null) {
        if (!ticking && dueMs <= settings.clockMs().getAsLong()) {
          ticking = true;
          // A tick that the log refuses must not be the last.
          var _ =
              append(List.of(new Command.Tick()))
                  .exceptionally(_ -> {
                    ticking = false;
                    return 0L;
                  });
        }
        TimeUnit.MILLISECONDS.sleep(settings.tickMs());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops taking in, applies what is durable, writes a checkpoint, and lets the directory go.
  @Override
  public void close() {
    if (closing) {
      return;
    }
    dispatcher.close();
    closing = true;
    log.close();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (broken == null) {
      checkpoints.last();
    }
    workers.shutdown();
    checkpoints.close();
    store.close();
    directory.close();
  }

  /// Names of counters and how often each was counted since the start.
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
