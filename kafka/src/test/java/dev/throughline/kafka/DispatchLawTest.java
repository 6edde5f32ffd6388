package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.kafka.Neighbourhood.Node;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter.State;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes come, leave and die while letters are decided and carried.
@Timeout(300)
class DispatchLawTest {
  private static final int ROUNDS = 3;
  private static final int SIGN_UPS = 20;
  private static final int LONGEST_CARRYING_MS = 300;

  @TempDir Path data;

  /// The nodes that are there, and what has happened to any.
  private static final class Life {
    private final Neighbourhood all;
    private final SplittableRandom random;
    private final List<String> there = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private Node last;

    Life(Neighbourhood all, SplittableRandom random) {
      this.all = all;
      this.random = random;
      this.last = join();
    }

    private Node join() {
      String address = "n%d:1".formatted(story.size());
      story.add(address + " joins");
      there.add(address);
      last = all.join(address);
      return last;
    }

    void step() {
      int chance = random.nextInt(3);
      if (there.size() < 2 || chance == 0) {
        join();
        return;
      }
      String address = there.removeFirst();
      if (chance == 1) {
        story.add(address + " leaves");
        all.leave(address);
      } else {
        story.add(address + " dies");
        all.die(address);
      }
    }
  }

  @Seeds(2)
  void nobodyIsWrittenToTwice(long seed, SplittableRandom random) {
    SplittableRandom wire = random.split();
    try (Neighbourhood all = new Neighbourhood(data, _ -> carrying(wire))) {
      Life life = new Life(all, random);
      life.last.take(List.of(Storefront.published()));
      life.join();
      int people = 0;
      for (int round = 0; round < ROUNDS; round++) {
        // acknowledged, and perhaps not applied when the next thing happens
        life.last.runtime().submitUrgently(signUps(people)).join();
        people += SIGN_UPS;
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        life.step();
      }
      int everyone = people;
      Node last = life.last;
      Neighbourhood.until(
          "all letters are over: " + life.story, () -> areOver(last.states(), everyone));
      Map<State, List<String>> letters = last.states();
      assertThat(all.carried)
          .as("%s", life.story)
          .allSatisfy((_, times) -> assertThat(times).isOne());
      assertThat(all.carried.keySet()).containsAll(letters.getOrDefault(State.SENT, List.of()));
      if (life.story.stream().noneMatch(line -> line.endsWith("dies"))) {
        assertThat(letters).as("%s", life.story).containsOnlyKeys(State.SENT);
      }
    }
  }

  private static void carrying(SplittableRandom wire) {
    int span;
    synchronized (wire) {
      span = wire.nextInt(LONGEST_CARRYING_MS);
    }
    LockSupport.parkNanos(Duration.ofMillis(span).toNanos());
  }

  private static boolean areOver(Map<State, List<String>> letters, int people) {
    return letters.keySet().stream().allMatch(State::isOver)
        && letters.values().stream().mapToInt(List::size).sum() == people;
  }

  private static List<Command> signUps(int from) {
    List<Command> commands = new ArrayList<>();
    for (int i = from; i < from + SIGN_UPS; i++) {
      commands.add(Storefront.identified("i" + i, "u" + i));
      commands.add(Storefront.did("s" + i, "u" + i, "Signed Up"));
    }
    return commands;
  }
}
