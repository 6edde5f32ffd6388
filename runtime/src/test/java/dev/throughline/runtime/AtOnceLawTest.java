package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Identifier;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Events that come together are read ahead of and applied side by side; nobody can tell.
class AtOnceLawTest {
  private static final int COMMANDS = 500;
  private static final int MOST_AT_ONCE = 150;

  @TempDir Path folder;

  @Seeds(12)
  @Timeout(600)
  void howManyComeAtOnceChangesNoFact(long seed, SplittableRandom random) {
    List<Command> commands = commands(random);
    try (Shop single = open("single");
        Shop grouped = open("grouped")) {
      commands.forEach(single::take);
      for (int from = 0; from < COMMANDS; ) {
        int to = Math.min(COMMANDS, from + 1 + random.nextInt(MOST_AT_ONCE));
        grouped.take(commands.subList(from, to).toArray(Command[]::new));
        from = to;
      }
      assertThat(grouped.facts).containsExactlyElementsOf(single.facts);
      assertThat(grouped.factsOf("customer.merged")).isNotEmpty();
      assertThat(grouped.factsOf("journey.entered")).isNotEmpty();
    }
    assertIdentifiersLeadToTheirPeople(folder.resolve("grouped"));
  }

  /// Memory takes an identifier that it finds with a person for one that leads there.
  private static void assertIdentifiersLeadToTheirPeople(Path data) {
    List<Identifier> found = new ArrayList<>();
    try (Store store = RocksStore.open(data.resolve("store"))) {
      store.walk(
          Family.PEOPLE,
          new byte[] {0},
          new byte[] {-1},
          (number, state) -> {
            for (Identifier each : People.read(Keys.number(number), state).customer.identifiers) {
              assertThat(store.get(Family.IDENTITY, Keys.identifier(each))).isEqualTo(number);
              found.add(each);
            }
            return true;
          });
    }
    assertThat(found).doesNotHaveDuplicates().isNotEmpty();
  }

  private Shop open(String name) {
    return Shop.open(
            folder.resolve(name),
            Set.of("email", "sms"),
            letter -> {
              throw new IllegalStateException("It was to be kept: " + letter);
            })
        .published();
  }

  private static List<Command> commands(SplittableRandom random) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String user = "u" + random.nextInt(40);
      String visitor = "a" + random.nextInt(60);
      commands.add(
          switch (random.nextInt(6)) {
            case 0 -> Shop.identify("m" + i, user, user + "@shop.example");
            case 1 -> Shop.event("m" + i, user, "Signed Up");
            case 2 -> Shop.event("m" + i, user, "Order Completed");
            case 3 ->
                random.nextInt(10) == 0
                    ? new Command.Erase(user)
                    : Shop.event("m" + i, user, "Browsed");
            case 4 -> Shop.visit("m" + i, random.nextInt(4) == 0 ? user : "", visitor);
            // Some come twice.
            default -> Shop.event("m" + random.nextInt(i + 1), user, "Signed Up");
          });
    }
    return commands;
  }
}
