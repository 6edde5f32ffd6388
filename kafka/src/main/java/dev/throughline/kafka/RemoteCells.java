package dev.throughline.kafka;

import dev.throughline.runtime.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// All cells of the cluster, wherever they are: those of this node are asked directly, others
/// through the node that has them. A cell that is being taken over is asked again for a while.
final class RemoteCells implements AutoCloseable {
  /// How long a cell may be nowhere: a node that was cut off counts as gone after ten seconds.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final int cells;
  private final CellQuestions here;
  private final IntFunction<Optional<String>> where;
  private final Peers peers;
  private final Duration patience;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  /// Takes the answer of one cell; `true` when no other is wanted any more.
  private interface Taker<A> {
    boolean take(int cell, A answer);
  }

  /// @param where the host and port of the node that has a cell, where it is known and another one
  RemoteCells(
      int cells,
      CellQuestions here,
      IntFunction<Optional<String>> where,
      Peers peers,
      Duration patience) {
    this.cells = cells;
    this.here = here;
    this.where = where;
    this.peers = peers;
    this.patience = patience;
  }

  int count() {
    return cells;
  }

  /// @throws RemoteCellAway if no node answers for one of them
  <A> SortedMap<Integer, A> all(RemoteQuestion<A> question) {
    TreeMap<Integer, A> answers = new TreeMap<>();
    ask(
        everyCell(),
        question,
        (cell, answer) -> {
          answers.put(cell, answer);
          return false;
        });
    return answers;
  }

  /// @throws RemoteCellAway if no node answers for it
  <A> A one(int cell, RemoteQuestion<A> question) {
    List<A> answers = new ArrayList<>();
    ask(List.of(cell), question, (_, answer) -> answers.add(answer));
    return answers.getFirst();
  }

  /// The answer of whichever cell is the first to have one.
  ///
  /// @throws RemoteCellAway if none has, and no node answers for one of them
  <A> Optional<A> first(RemoteQuestion<Optional<A>> question) {
    List<A> found = new ArrayList<>();
    ask(
        everyCell(),
        question,
        (_, answer) -> {
          answer.ifPresent(found::add);
          return answer.isPresent();
        });
    return found.stream().findFirst();
  }

  /// What some cell of this node shows, if there is one; only for what never changes.
  <A> Optional<A> here(Function<View, A> question) {
    for (int cell : here.cells()) {
      try {
        return Optional.of(
            here.ask(cell, question).get(LONGEST_ANSWER.toNanos(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException | TimeoutException _) {
        // It has left: another may be here.
      } catch (InterruptedException stopped) {
        throw stopped(stopped);
      }
    }
    return Optional.empty();
  }

  private List<Integer> everyCell() {
    List<Integer> all = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      all.add(cell);
    }
    return all;
  }

  private <A> void ask(Collection<Integer> asked, RemoteQuestion<A> question, Taker<A> taker) {
    Round<A> round = new Round<>(question, taker, asked);
    long began = System.nanoTime();
    while (!round.askHere() && !round.askThere() && !round.left.isEmpty()) {
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new RemoteCellAway(round.left.first(), round.last);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      throw stopped(stopped);
    }
  }

  private static IllegalStateException stopped(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Stopped while waiting for an answer", stopped);
  }

  /// One question on its way to the cells that have not answered it.
  private final class Round<A> {
    private final RemoteQuestion<A> question;
    private final Taker<A> taker;
    private final TreeSet<Integer> left;
    private @Nullable Exception last;

    Round(RemoteQuestion<A> question, Taker<A> taker, Collection<Integer> asked) {
      this.question = question;
      this.taker = taker;
      this.left = new TreeSet<>(asked);
    }

    /// Whether no other answer is wanted.
    boolean askHere() {
      return take(answersHere(left, question));
    }

    /// The same, of all other nodes at once.
    boolean askThere() {
      CompletionService<Map<Integer, byte[]>> answers = new ExecutorCompletionService<>(calls);
      Map<String, List<Integer>> byNode = byNode();
      byNode.forEach((node, there) ->
          answers.submit(() -> answers(peers.ask(node, RemoteCells.question(there, question)))));
      for (int open = byNode.size(); open > 0; open--) {
        try {
          if (take(answers.take().get())) {
            return true;
          }
        } catch (ExecutionException failed) {
          last = failed;
        } catch (InterruptedException stopped) {
          throw stopped(stopped);
        }
      }
      return false;
    }

    private Map<String, List<Integer>> byNode() {
      Map<String, List<Integer>> byNode = new TreeMap<>();
      for (int cell : left) {
        where
            .apply(cell)
            .ifPresent(node -> byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(cell));
      }
      return byNode;
    }

    private boolean take(Map<Integer, byte[]> answers) {
      boolean enough = false;
      for (var entry : answers.entrySet()) {
        left.remove(entry.getKey());
        enough |= taker.take(entry.getKey(), question.answer().of(entry.getValue()));
      }
      return enough;
    }
  }

  /// What those of the cells answer that are on this node.
  private SortedMap<Integer, byte[]> answersHere(
      Collection<Integer> asked, RemoteQuestion<?> question) {
    TreeMap<Integer, CompletableFuture<byte[]>> asking = new TreeMap<>();
    TreeSet<Integer> both = new TreeSet<>(here.cells());
    both.retainAll(asked);
    both.forEach(cell -> asking.put(cell, here.ask(cell, question::bytesOf)));
    long began = System.nanoTime();
    TreeMap<Integer, byte[]> answers = new TreeMap<>();
    asking.forEach((cell, answer) -> {
      try {
        long spent = System.nanoTime() - began;
        long left = Math.max(LONGEST_ANSWER.toNanos() - spent, 0);
        answers.put(cell, answer.get(left, TimeUnit.NANOSECONDS));
      } catch (ExecutionException | TimeoutException _) {
        // It has left while it was asked, or is busy: whoever asked asks again.
      } catch (InterruptedException stopped) {
        throw stopped(stopped);
      }
    });
    return answers;
  }

  /// Answers another node's question for the cells that are here; nothing for others.
  byte[] answer(byte[] question) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(question))) {
      List<Integer> asked = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        asked.add(in.readInt());
      }
      return bytes(answersHere(asked, RemoteQuestion.of(in.readAllBytes())));
    } catch (IOException cut) {
      throw new UncheckedIOException("A node asked a question that is cut off", cut);
    }
  }

  private static byte[] question(List<Integer> asked, RemoteQuestion<?> question) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(asked.size());
      for (int cell : asked) {
        out.writeInt(cell);
      }
      out.write(question.bytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(SortedMap<Integer, byte[]> answers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(answers.size());
      for (var answer : answers.entrySet()) {
        out.writeInt(answer.getKey());
        RemoteAnswer.block(out, answer.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static SortedMap<Integer, byte[]> answers(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      TreeMap<Integer, byte[]> answers = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        answers.put(in.readInt(), RemoteAnswer.block(in));
      }
      return Collections.unmodifiableSortedMap(answers);
    }
  }

  /// Ends what is being asked.
  @Override
  public void close() {
    calls.shutdownNow();
  }
}
