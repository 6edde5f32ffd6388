package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Source;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many cells come to the same as one process, however fast each is, whoever is brought together,
/// and whenever one dies.
class CellsLawTest {
  private static final int STEPS = 12;
  private static final int AT_ONCE = 40;
  private static final Set<String> KEPT = Set.of("email", "sms");

  @TempDir Path folder;

  @Seeds(12)
  @Timeout(600)
  void aClusterTellsWhatOneProcessTells(long seed, SplittableRandom random) {
    Cells cells = new Cells(5, random.split());
    cells.take(List.of(new Command.Keep(List.copyOf(KEPT)), published()));
    cells.rest();
    try (Shop shop =
        Shop.open(
                folder,
                KEPT,
                letter -> {
                  throw new IllegalStateException("It was to be kept: " + letter);
                })
            .published()) {
      for (int step = 0; step < STEPS; step++) {
        List<Command> commands = commands(random, step);
        shop.take(commands.toArray(Command[]::new));
        cells.take(commands);
        cells.rest();
        Duration pause = Duration.ofMinutes(random.nextInt(90));
        shop.wait(pause);
        cells.tick(cells.now().plus(pause));
      }
      List<String> told = shop.facts.stream().map(CellsLawTest::bare).toList();
      assertThat(without(cells.facts, told)).as("told by the cluster only").isEmpty();
      assertThat(without(told, cells.facts)).as("told by the process only").isEmpty();
      assertThat(cells.people()).isEqualTo(shop.runtime.ask(View::people).join());
      assertThat(shop.factsOf("customer.merged")).isNotEmpty();
      assertThat(cells.moves).isPositive();
      assertThat((long) cells.busiest()).isLessThan(cells.people());
    }
  }

  /// Without its number.
  private static String bare(String fact) {
    return fact.substring(fact.indexOf(' ') + 1);
  }

  private static Command published() {
    return new Command.Publish(List.of(new Source("shop.yaml", Shop.CATALOG)));
  }

  @Seeds(12)
  @Timeout(600)
  void lettersComeToTheSameInManyCellsAsInOne(long seed, SplittableRandom random) {
    SplittableRandom plan = random.split();
    Cells one = new Cells(1, random.split());
    Cells many = new Cells(7, random.split());
    List<Cells> both = List.of(one, many);
    Map<String, Integer> sent = new TreeMap<>();
    both.forEach(cells -> cells.take(List.of(published())));
    both.forEach(Cells::rest);
    for (int step = 0; step < STEPS; step++) {
      List<Command> commands = commands(plan, step);
      both.forEach(cells -> cells.take(commands));
      both.forEach(Cells::rest);
      both.forEach(CellsLawTest::claim);
      assertThat(many.granted.keySet()).isEqualTo(one.granted.keySet());
      List<Command> later = commands(plan, STEPS + step);
      many.granted.keySet().forEach(letter -> sent.merge(letter, 1, Integer::sum));
      Map<String, Settlement> said = new TreeMap<>();
      many.granted.keySet().forEach(letter -> said.put(letter, settlement(plan)));
      List<Command> opened = new ArrayList<>();
      for (String letter : sent.keySet()) {
        if (plan.nextInt(8) == 0) {
          opened.add(Shop.opened(letter, "o" + step + letter, many.now()));
        }
      }
      // Whom the letter is for moves while it is on the wire.
      both.forEach(cells -> cells.take(later));
      both.forEach(Cells::rest);
      both.forEach(cells -> settle(cells, said));
      both.forEach(Cells::rest);
      // What is said of several letters at once finds them by several cells, in any order.
      for (Command each : opened) {
        both.forEach(cells -> cells.take(List.of(each)));
        both.forEach(Cells::rest);
      }
      Duration pause = Duration.ofMinutes(plan.nextInt(90));
      both.forEach(cells -> cells.tick(cells.now().plus(pause)));
      assertThat(without(many.facts, one.facts)).as("told by many only").isEmpty();
      assertThat(without(one.facts, many.facts)).as("told by one only").isEmpty();
    }
    assertThat(sent.values()).isNotEmpty().allMatch(times -> times == 1);
    assertThat(many.moves).isPositive();
    assertThat(many.people()).isEqualTo(one.people());
  }

  /// Those of `facts` that `others` do not have as often.
  private static List<String> without(List<String> facts, List<String> others) {
    List<String> left = new ArrayList<>(facts);
    others.forEach(left::remove);
    return left;
  }

  private static Settlement settlement(SplittableRandom plan) {
    return switch (plan.nextInt(4)) {
      case 0 -> Settlement.FAILED;
      case 1 -> Settlement.BOUNCED;
      default -> Settlement.SENT;
    };
  }

  private static void claim(Cells cells) {
    cells.granted.clear();
    cells.decided.forEach((id, offered) ->
        cells.about(offered.cell(), id, new Command.Claim(id, offered.letter().attempts() + 1)));
    cells.decided.clear();
    cells.rest();
  }

  private static void settle(Cells cells, Map<String, Settlement> said) {
    cells.granted.forEach((id, offered) -> {
      Settlement settlement = said.getOrDefault(id, Settlement.SENT);
      cells.about(offered.cell(), id, new Command.Settle(id, 1, settlement, "said", null));
    });
  }

  @Test
  void aMarkComesBackFromEveryCellOnceWhatWasHeldIsDone() {
    Cells cells = new Cells(5, new SplittableRandom(7));
    cells.take(List.of(published()));
    cells.mark("after the catalog");
    cells.take(commands(new SplittableRandom(8), 0));
    cells.mark("after the people");
    cells.rest();
    assertThat(cells.marks).containsOnly("after the catalog", "after the people").hasSize(2 * 5);
  }

  private static List<Command> commands(SplittableRandom random, int step) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String user = "u" + random.nextInt(60);
      String visitor = "a" + random.nextInt(90);
      String id = "m" + step + "-" + i;
      commands.add(
          switch (random.nextInt(7)) {
            case 0 -> Shop.identify(id, user, user + "@shop.example");
            case 1 -> Shop.event(id, user, "Signed Up");
            case 2 -> Shop.event(id, user, "Order Completed");
            case 3 ->
                random.nextInt(12) == 0 ? new Command.Erase(user) : Shop.event(id, user, "Browsed");
            case 4 -> Shop.visit(id, random.nextInt(3) == 0 ? user : "", visitor);
            case 5 -> Shop.visit(id, "", visitor, "Signed Up");
            // Some come twice.
            default -> Shop.event("m" + step + "-" + random.nextInt(i + 1), user, "Signed Up");
          });
    }
    return commands;
  }
}
