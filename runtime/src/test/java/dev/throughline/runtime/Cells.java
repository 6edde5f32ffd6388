package dev.throughline.runtime;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A cluster in one thread: work reaches the cells in its order, and how far each comes, and when
/// it dies and is taken up from its store, is drawn.
final class Cells {
  private static final byte[] SECRET = new byte[32];

  private final SplittableRandom random;
  private final Store directoryStore = new MemoryStore();
  private final List<Store> stores = new ArrayList<>();
  private final List<Queue<byte[]>> queues = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private final Queue<byte[]> log = new ArrayDeque<>();
  private Directory directory;
  private long taken;
  private final long[] done;
  private Instant now = Shop.START;

  /// What cells said of letters, with the cell, by the letter's id.
  final Map<String, Offered> decided = new TreeMap<>();

  final Map<String, Offered> granted = new TreeMap<>();
  final List<String> facts = new ArrayList<>();
  final List<String> marks = new ArrayList<>();
  int moves;

  record Offered(int cell, Letter letter) {}

  Cells(int count, SplittableRandom random) {
    this.random = random;
    this.done = new long[count];
    for (int cell = 0; cell < count; cell++) {
      stores.add(new MemoryStore());
      queues.add(new ArrayDeque<>());
    }
    for (int cell = 0; cell < count; cell++) {
      cells.add(open(cell));
    }
    this.directory = openDirectory();
  }

  private Directory openDirectory() {
    return new Directory(directoryStore, stores.size(), SECRET, this::send);
  }

  private void send(int cell, Work work) {
    moves += work instanceof Work.Arrive ? 1 : 0;
    queues.get(cell).add(work.bytes());
  }

  private Cell open(int number) {
    return new Cell(
        stores.get(number),
        number,
        stores.size(),
        SECRET,
        new Cell.Out() {
          @Override
          public void send(int cell, Work work) {
            Cells.this.send(cell, work);
          }

          @Override
          public void decided(Letter letter) {
            decided.put(letter.id(), new Offered(number, letter));
          }

          @Override
          public void granted(Letter letter) {
            granted.put(letter.id(), new Offered(number, letter));
          }

          @Override
          public void told(Told told) {
            for (Fact fact : told.facts()) {
              facts.add(FactLine.write(fact));
            }
          }

          @Override
          public void marked(String mark) {
            marks.add(mark);
          }
        });
  }

  /// Takes commands into the log.
  void take(Collection<Command> commands) {
    commands.forEach(command -> log.add(command.bytes()));
  }

  void mark(String mark) {
    log.add((Directory.MARK + mark).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /// A command about a letter, sent to where it was seen.
  void about(int cell, String letter, Command command) {
    send(cell, new Work.About(letter, now, command.bytes()));
  }

  /// Everything goes on, in a drawn order, until nothing is left to do.
  void rest() {
    while (true) {
      List<Integer> ready = new ArrayList<>();
      for (int cell = 0; cell < queues.size(); cell++) {
        if (!queues.get(cell).isEmpty()) {
          ready.add(cell);
        }
      }
      if (ready.isEmpty() && log.isEmpty()) {
        return;
      }
      if (ready.isEmpty() || (!log.isEmpty() && random.nextInt(3) == 0)) {
        directory.take(++taken, now, log.remove());
        if (random.nextInt(50) == 0) {
          directory = openDirectory();
        }
        continue;
      }
      int cell = ready.get(random.nextInt(ready.size()));
      byte[] work = queues.get(cell).remove();
      cells.get(cell).take(done[cell]++, Work.of(work));
      if (random.nextInt(10) == 0) {
        // Whoever has lost count of what was done gives it once more.
        cells.get(cell).take(done[cell] - 1, Work.of(work));
      }
      if (random.nextInt(20) == 0) {
        cells.set(cell, open(cell));
      }
      if (random.nextInt(30) == 0) {
        cells.get(cell).sweep();
        directory.sweep();
      }
    }
  }

  /// Time comes to `at`, and whoever is due acts.
  void tick(Instant at) {
    now = at;
    cells.forEach(cell -> cell.tick(at));
    rest();
  }

  View view(int cell) {
    return cells.get(cell).view();
  }

  long people() {
    return cells.stream().mapToLong(cell -> cell.view().people()).sum();
  }

  int busiest() {
    return cells.stream().mapToInt(cell -> (int) cell.view().people()).max().orElse(0);
  }

  Instant now() {
    return now;
  }
}
