package dev.throughline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.throughline.log.Health;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// One node of a cluster: the engine at work on many machines. Any node takes commands in and
/// answers questions; each works on a share of the people, and another takes the share over when a
/// node goes.
///
/// A command is acknowledged when the brokers have it, in the one log of the cluster. Commands that
/// were submitted together may be in it in part where their future fails; whoever sends them again
/// is understood, for what is in the log twice counts once by its message id.
public final class ClusterRuntime implements Orchestrator {
  private static final Duration BUSY = Duration.ofSeconds(1);

  private final NodeSettings settings;
  private final DataDirectory directory;
  private final Orchestrator.Listener listener;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final FactsBatches batches = new FactsBatches();
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
  private final TopicWriter writer;
  private final Marks marks;
  private final FactsHeard facts;
  private final TopicReader reader;
  private final Lag lag;
  private final StreamsNode streams;
  private final RemoteCells cells;
  private final View view;
  private final Dispatch dispatch;
  private volatile boolean closing;

  /// Joins the cluster, which is made where there is none. Returns before this node has its share:
  /// until then `health` says so, and questions wait.
  ///
  /// @param directory the node's, let go when it is closed
  /// @param carrier the same on every node: what it keeps, the whole cluster keeps
  /// @throws ClusterUnavailable if the brokers do not answer
  /// @throws ClusterUnfit if they, or the topics there, cannot be worked with
  public static ClusterRuntime join(
      NodeSettings settings,
      DataDirectory directory,
      Carrier carrier,
      Peers peers,
      Orchestrator.Listener listener) {
    Cluster cluster = Topics.prepare(settings.cluster());
    return new ClusterRuntime(settings.in(cluster), directory, carrier, peers, listener);
  }

  private ClusterRuntime(
      NodeSettings settings,
      DataDirectory directory,
      Carrier carrier,
      Peers peers,
      Orchestrator.Listener listener) {
    Cluster cluster = settings.cluster();
    this.settings = settings;
    this.directory = directory;
    this.listener = listener;
    this.writer = TopicWriter.open(cluster);
    keep(carrier);
    this.marks = new Marks(cluster.cells(), mark -> append(mark, List.of()), executor);
    this.facts = new FactsHeard(listener, marks, batches, settings.facts(), this::fail);
    this.reader =
        TopicReader.open(
            cluster,
            cluster.factsTopic(),
            0,
            FactsHeard.positionAfter(settings.factsEntry()),
            facts);
    this.lag = new Lag(cluster, cluster.prefix(), settings.softBehind());
    CellQuestions here = new CellQuestions();
    StreamsTopology topology =
        new StreamsTopology(
            cluster, settings.secret(), settings.clockMs(), here, settings.streams().pace());
    this.streams = StreamsNode.start(settings.streams(), topology.topology(), this::fail);
    String ours = settings.streams().here();
    this.cells =
        new RemoteCells(
            cluster.cells(),
            here,
            cell -> streams.where(cell).filter(node -> !node.equals(ours)),
            peers,
            settings.patience());
    this.view = new ClusterView(cells, new ClusterCatalog(), lag::applied, facts::facts);
    this.dispatch =
        new Dispatch(
            cluster,
            Dispatch.consumer(cluster),
            writer,
            carrier,
            settings.clockMs(),
            executor,
            this::fail);
    dispatch.start();
  }

  /// In the log before anything that this node takes in.
  private void keep(Carrier carrier) {
    Command kept = new Command.Keep(List.copyOf(new TreeSet<>(carrier.kept())));
    try {
      append(kept.bytes(), List.of()).join();
    } catch (CompletionException failed) {
      writer.close();
      throw new ClusterUnavailable("The cluster's log takes nothing in", failed);
    }
  }

  private void fail(Throwable cause) {
    if (closing || !broken.compareAndSet(null, cause)) {
      return;
    }
    marks.end(new IllegalStateException("This node has stopped: " + cause.getMessage(), cause));
    listener.failed(cause);
  }

  @Override
  public Submission submit(List<Command> commands) {
    return take(commands, null);
  }

  @Override
  public Submission submit(List<Command> commands, Counted counted) {
    return take(commands, counted);
  }

  private Submission take(List<Command> commands, @Nullable Counted counted) {
    Health health = intake();
    if (!(health instanceof Health.Well)) {
      return new Submission.Refused(health);
    }
    return behind() > settings.maxBehind()
        ? new Submission.Busy(BUSY)
        : new Submission.Taken(append(commands, counted));
  }

  @Override
  public CompletableFuture<Long> submitUrgently(List<Command> commands) {
    return append(commands, null);
  }

  private CompletableFuture<Long> append(List<Command> commands, @Nullable Counted counted) {
    String batch = counted == null ? null : batches.open(commands.size(), counted);
    List<CompletableFuture<Long>> entries = new ArrayList<>(commands.size());
    List<Header> headers =
        batch == null
            ? List.of()
            : List.of(new RecordHeader(StreamsTopology.BATCH, batch.getBytes(UTF_8)));
    for (Command command : commands) {
      entries.add(append(command.bytes(), headers));
    }
    return CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
        .handleAsync(
            (_, failed) -> {
              if (failed != null && batch != null) {
                batches.abandon(batch);
              }
              return entries.isEmpty() ? 0L : entries.getLast().join();
            },
            executor);
  }

  /// Completes with the number of the entry; offsets begin at 0, entries at 1.
  private CompletableFuture<Long> append(byte[] entry, List<Header> headers) {
    long now = settings.clockMs().getAsLong();
    return writer
        .append(settings.cluster().logTopic(), 0, now, entry, headers)
        .thenApply(offset -> offset + 1);
  }

  @Override
  public CompletableFuture<Long> applied(long entry) {
    return marks.applied(entry);
  }

  @Override
  public <T> CompletableFuture<T> ask(Function<View, T> question) {
    return closing
        ? CompletableFuture.failedFuture(new IllegalStateException("The runtime has stopped"))
        : CompletableFuture.supplyAsync(() -> question.apply(view), executor);
  }

  /// Answers what another node asks about the cells of this one; what `Peers` brings there.
  public byte[] answer(byte[] question) {
    return cells.answer(question);
  }

  /// Well once this node works on its share. A broken one may be well again where only the brokers
  /// were away.
  @Override
  public Health health() {
    Health health = intake();
    return health instanceof Health.Well && !streams.running().isDone()
        ? new Health.Broken("this node is taking up its share of the cluster")
        : health;
  }

  private Health intake() {
    Throwable cause = broken.get();
    String unreached = lag.unreached();
    if (cause != null) {
      return new Health.Broken(String.valueOf(cause.getMessage()));
    }
    if (closing) {
      return new Health.Broken("this node is stopping");
    }
    return unreached == null ? new Health.Well() : new Health.Broken(unreached);
  }

  @Override
  public long behind() {
    return lag.behind();
  }

  @Override
  public CompletableFuture<Long> within(long entry) {
    return lag.within().thenApply(_ -> entry);
  }

  @Override
  public CompletableFuture<Map<String, Long>> counters() {
    return ask(View::counters).thenApply(counters -> (Map<String, Long>) counters);
  }

  /// Stops taking in, lets what is on the wire settle for a while, and leaves the rest to the other
  /// nodes at once.
  @Override
  public void close() {
    closing = true;
    dispatch.close();
    streams.close();
    letGo();
  }

  /// Stops as if the process had died, for tests of what others then do.
  void abandon() {
    closing = true;
    dispatch.abandon();
    streams.abandon();
    dispatch.close();
    letGo();
  }

  private void letGo() {
    marks.end(new IllegalStateException("This node has stopped"));
    reader.close();
    lag.close();
    cells.close();
    writer.close();
    executor.shutdownNow();
    directory.close();
  }
}
