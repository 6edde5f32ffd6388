package dev.throughline.kafka;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settlement;
import dev.throughline.runtime.Told;
import dev.throughline.runtime.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// Nodes of one cluster in this process, on one broker; they ask each other directly.
final class Neighbourhood implements Peers, AutoCloseable {
  static final int CELLS = 4;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  final Map<String, Integer> carried = new ConcurrentHashMap<>();
  private final Broker broker = Broker.start();
  private final Map<String, Node> nodes = new ConcurrentHashMap<>();
  private final Path data;
  private final Consumer<Letter> wire;
  private final long began = System.currentTimeMillis();

  /// @param wire what happens while a letter is handed over
  Neighbourhood(Path data, Consumer<Letter> wire) {
    this.data = data;
    this.wire = wire;
  }

  Broker broker() {
    return broker;
  }

  long now() {
    return Storefront.START.toEpochMilli() + System.currentTimeMillis() - began;
  }

  /// One node and what its listener was told.
  static final class Node {
    final List<String> facts = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final ClusterRuntime runtime;
    private final Set<String> decided = ConcurrentHashMap.newKeySet();
    private volatile long lastEntry;

    Node(Function<Orchestrator.Listener, ClusterRuntime> join) {
      this.runtime = join.apply(new Ear());
    }

    private final class Ear implements Orchestrator.Listener {
      @Override
      public void tell(Told told) {
        long number = told.firstFact();
        for (int i = 0; i < told.facts().size(); i++) {
          Fact fact = told.facts().get(i);
          if (fact.what() instanceof Fact.What.MessageDecided sent
              && "email".equals(sent.channel())) {
            decided.add(sent.message());
          }
          facts.add("%d %d %s".formatted(number++, told.entries().get(i), FactLine.write(fact)));
        }
        lastEntry = told.entry();
      }

      @Override
      public long kept() {
        return Long.MAX_VALUE;
      }

      @Override
      public void failed(Throwable cause) {
        failures.add(cause);
      }
    }

    ClusterRuntime runtime() {
      return runtime;
    }

    /// The e-mails that were decided, by how far they have come.
    Map<Letter.State, List<String>> states() {
      return ask(view -> {
        Map<Letter.State, List<String>> states = new EnumMap<>(Letter.State.class);
        for (String id : decided) {
          Letter letter = view.letter(id).orElseThrow();
          states.computeIfAbsent(letter.state(), _ -> new ArrayList<>()).add(id);
        }
        return states;
      });
    }

    long lastEntry() {
      return lastEntry;
    }

    /// Takes commands in, and waits until they have been applied.
    void take(List<Command> commands) {
      take(commands, new Counted());
    }

    void take(List<Command> commands, Counted counted) {
      switch (runtime.submit(commands, counted)) {
        case Orchestrator.Submission.Taken(var durable) -> runtime.applied(durable.join()).join();
        case Orchestrator.Submission refused -> throw new IllegalStateException("" + refused);
      }
    }

    /// Waits until all that anybody has taken in by now has been told here.
    void catchUp() {
      take(List.of(new Command.Tick()));
    }

    <T> T ask(Function<View, T> question) {
      return runtime.ask(question).join();
    }
  }

  Node join(String address) {
    return join(address, 0, 0);
  }

  /// A node that has kept some facts, up to an entry.
  Node join(String address, long facts, long entry) {
    Cluster cluster = broker.cluster().withCells(CELLS);
    DataDirectory directory = DataDirectory.lock(data.resolve(address.replace(':', '-')));
    StreamsSettings streams =
        new StreamsSettings(
            cluster, address, directory.streams(), 2, 0, StreamsSettings.USUAL_PACE, 64 << 20);
    NodeSettings settings = NodeSettings.of(streams, this::now, Storefront.SECRET, facts, entry);
    Node node =
        new Node(listener -> ClusterRuntime.join(settings, directory, carrier(), this, listener));
    nodes.put(address, node);
    return node;
  }

  private Carrier carrier() {
    return new Carrier() {
      @Override
      public Set<String> kept() {
        return Set.of("sms");
      }

      @Override
      public Carried carry(Letter letter) {
        carried.merge(letter.id(), 1, Integer::sum);
        wire.accept(letter);
        return new Carried(Settlement.SENT, "ok", null);
      }
    };
  }

  void leave(String address) {
    removed(address).runtime.close();
  }

  void die(String address) {
    removed(address).runtime.abandon();
  }

  private Node removed(String address) {
    Node node = nodes.remove(address);
    if (node == null) {
      throw new IllegalStateException("Nobody is at " + address);
    }
    return node;
  }

  @Override
  public byte[] ask(String hostAndPort, byte[] question) {
    Node node = nodes.get(hostAndPort);
    if (node == null) {
      throw new UncheckedIOException(new IOException("Nobody is at " + hostAndPort));
    }
    return node.runtime.answer(question);
  }

  static void until(String what, BooleanSupplier holds) {
    long began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - began > LONGEST.toNanos()) {
        throw new AssertionError("Not within %s: %s".formatted(LONGEST, what));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(node -> node.runtime.close());
    broker.close();
  }
}
