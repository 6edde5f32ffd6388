package dev.throughline.kafka;

import dev.throughline.codec.json.FactLine;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Directory;
import dev.throughline.runtime.Told;
import dev.throughline.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A broker, what is sent to a cluster on it, and what is heard of it; the nodes come and go.
final class Shore implements AutoCloseable {
  final Broker broker = Broker.start();
  final Cluster cluster;
  private final TopicWriter writer;
  private final List<TopicReader> readers = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();
  private final Map<String, Set<Integer>> marks = new HashMap<>();
  private final Map<Integer, Long> told = new HashMap<>();
  private final List<Throwable> failures = new ArrayList<>();

  /// One node.
  record Node(CellQuestions questions, StreamsNode streams) implements AutoCloseable {
    @Override
    public void close() {
      streams.close();
    }
  }

  Shore(int cells) {
    this.cluster = Topics.prepare(broker.cluster().withCells(cells));
    this.writer = TopicWriter.open(cluster);
    listen(cluster.factsTopic(), 0, value -> hear(Tidings.of(value)));
  }

  void listen(String topic, int partition, Consumer<byte[]> hear) {
    readers.add(
        TopicReader.open(
            cluster,
            topic,
            partition,
            0,
            new TopicReader.Listener() {
              @Override
              public void read(List<ReadRecord> batch) {
                batch.forEach(record -> hear.accept(record.value()));
              }

              @Override
              public void connected(boolean yes) {
                // It is in this process.
              }

              @Override
              public void failed(RuntimeException cause) {
                fail(cause);
              }
            }));
  }

  private synchronized void fail(Throwable cause) {
    failures.add(cause);
  }

  private synchronized void hear(Tidings tidings) {
    switch (tidings) {
      case Tidings.Of(int cell, Told part) -> {
        long expected = told.getOrDefault(cell, 1L);
        if (part.firstFact() != expected) {
          throw new IllegalStateException(
              "Cell %d tells fact %d after %d".formatted(cell, part.firstFact(), expected - 1));
        }
        told.put(cell, expected + part.facts().size());
        part.facts().forEach(fact -> facts.add(FactLine.write(fact)));
      }
      case Tidings.Marked(int cell, String mark) ->
          marks.computeIfAbsent(mark, _ -> new TreeSet<>()).add(cell);
      case Tidings.Seen _ -> {}
    }
  }

  Node node(String here, Path folder, Duration pace) {
    CellQuestions questions = new CellQuestions();
    StreamsTopology topology =
        new StreamsTopology(cluster, Storefront.SECRET, System::currentTimeMillis, questions, pace);
    StreamsSettings settings =
        StreamsSettings.of(cluster, here, folder.resolve(here.replace(':', '-'))).withPace(pace);
    return new Node(questions, StreamsNode.start(settings, topology.topology(), this::fail));
  }

  void take(List<Command> commands) {
    List<CompletableFuture<Long>> appended = new ArrayList<>();
    for (Command command : commands) {
      appended.add(append(command.bytes()));
    }
    appended.forEach(CompletableFuture::join);
  }

  private CompletableFuture<Long> append(byte[] entry) {
    return writer.append(cluster.logTopic(), 0, System.currentTimeMillis(), entry);
  }

  /// Waits until all that was taken in has been told.
  void rest(String mark) {
    append((Directory.MARK + mark).getBytes(StandardCharsets.UTF_8)).join();
    await(() -> marked(mark) == cluster.cells());
  }

  private synchronized int marked(String mark) {
    return marks.getOrDefault(mark, Set.of()).size();
  }

  void await(BooleanSupplier condition) {
    Eventually.until(() -> {
      check();
      return condition.getAsBoolean();
    });
  }

  private synchronized void check() {
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Something ended", failures.getFirst());
    }
  }

  synchronized List<String> told(String kind) {
    return facts.stream().filter(line -> line.contains("\"kind\":\"" + kind + "\"")).toList();
  }

  @Override
  public void close() {
    readers.forEach(TopicReader::close);
    writer.close();
    broker.close();
  }
}
