package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.kafka.Neighbourhood.Node;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nobody is written to twice, whoever dies when.
@Timeout(180)
class DispatchTest {
  private static final int PEOPLE = 60;

  @TempDir Path data;

  @Test
  void whatANodeHadOnTheWireWhenItDiedIsNotSentAgain() throws Exception {
    CountDownLatch death = new CountDownLatch(1);
    Set<String> stuck = ConcurrentHashMap.newKeySet();
    try (Neighbourhood all =
        new Neighbourhood(
            data,
            letter -> {
              if (death.getCount() > 0) {
                stuck.add(letter.id());
                await(death);
              }
            })) {
      Node a = all.join("a:1");
      a.take(List.of(Storefront.published()));
      a.take(signUps());
      Neighbourhood.until("letters are on the wire", () -> stuck.size() >= 10);
      Set<String> onTheWire = Set.copyOf(stuck);
      Node b = all.join("b:1");
      all.die("a:1");
      death.countDown();
      Neighbourhood.until("all letters are over", () -> areOver(b.states()));
      assertThat(all.carried).allSatisfy((_, times) -> assertThat(times).isOne());
      Map<Letter.State, List<String>> letters = b.states();
      assertThat(letters.getOrDefault(Letter.State.UNKNOWN, List.of())).containsAll(onTheWire);
      assertThat(all.carried.keySet())
          .containsAll(letters.getOrDefault(Letter.State.SENT, List.of()));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNodeThatLeavesLosesNothing() {
    try (Neighbourhood all = new Neighbourhood(data, _ -> {})) {
      Node a = all.join("a:1");
      a.take(List.of(Storefront.published()));
      Node b = all.join("b:1");
      a.take(signUps());
      all.leave("a:1");
      Neighbourhood.until("all letters are over", () -> areOver(b.states()));
      assertThat(b.states()).containsOnlyKeys(Letter.State.SENT);
      assertThat(all.carried).hasSize(PEOPLE).allSatisfy((_, times) -> assertThat(times).isOne());
    }
  }

  private static List<Command> signUps() {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      commands.add(Storefront.identified("i" + i, "u" + i));
      commands.add(Storefront.did("s" + i, "u" + i, "Signed Up"));
    }
    return commands;
  }

  private static boolean areOver(Map<Letter.State, List<String>> letters) {
    return letters.keySet().stream().allMatch(Letter.State::isOver)
        && letters.values().stream().mapToInt(List::size).sum() == PEOPLE;
  }
}
