package dev.throughline.runtime;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever checkpoint the store has come to, the log brings it to where the one that never stopped
/// is, and from then on both tell the same.
class CrashLawTest {
  private static final int BEFORE = 60;
  private static final int AFTER = 40;

  @TempDir Path folder;

  @Seeds(12)
  @Timeout(600)
  void aCopyOfAnyMomentGoesOnAsTheOriginal(long seed, SplittableRandom random) throws IOException {
    Path data = folder.resolve("original");
    try (Shop shop = Shop.open(data).published()) {
      act(shop, random, 0, BEFORE);
      rest(shop);
      Path copy = folder.resolve("copy");
      copy(data, copy);
      List<String> before = List.copyOf(shop.facts);
      try (Shop again = shop.copied(copy)) {
        again.runtime.ask(View::applied).join();
        List<String> replayed = List.copyOf(again.facts);
        assertThat(before.subList(before.size() - replayed.size(), before.size()))
            .containsExactlyElementsOf(replayed);
        long next = random.nextLong();
        List<String> original = went(shop, next);
        assertThat(went(again, next)).containsExactlyElementsOf(original).isNotEmpty();
        assertThat(letters(again, shop)).containsExactlyElementsOf(letters(shop, shop));
        assertThat(again.runtime.ask(View::people).join())
            .isEqualTo(shop.runtime.ask(View::people).join());
        assertThat(again.carried.keySet()).noneMatch(sent(shop, before)::contains);
      }
    }
  }

  /// What the shop has of the letters that `original` ever sent; of those erased, nothing.
  private static List<Letter> letters(Shop shop, Shop original) {
    return original.carried.keySet().stream()
        .sorted()
        .map(id -> {
          Letter letter = shop.letter(id);
          boolean erased = shop.runtime.ask(view -> view.customerOf(letter).isEmpty()).join();
          assertThat(letter.isForgotten()).isEqualTo(erased);
          return letter;
        })
        .toList();
  }

  private static List<String> sent(Shop shop, List<String> before) {
    return shop.carried.keySet().stream()
        .filter(id -> before.stream().anyMatch(fact -> fact.contains(id)))
        .toList();
  }

  /// What several people are sent at one moment arrives in any order, so numbers are left out.
  private static List<String> went(Shop shop, long seed) {
    int from = shop.facts.size();
    act(shop, new SplittableRandom(seed), BEFORE, AFTER);
    rest(shop);
    return shop.facts.subList(from, shop.facts.size()).stream()
        .map(fact -> fact.substring(fact.indexOf(' ')))
        .sorted()
        .toList();
  }

  private static void rest(Shop shop) {
    until(() -> shop.runtime.ask(view -> view.openLetters().isEmpty()).join());
  }

  private static void act(Shop shop, SplittableRandom random, int from, int count) {
    for (int i = from; i < from + count; i++) {
      String user = "u" + random.nextInt(12);
      String visitor = "a" + random.nextInt(15);
      switch (random.nextInt(14)) {
        case 0, 1 -> shop.take(Shop.identify("m" + i, user, user + "@shop.example"));
        case 2, 3 -> shop.take(Shop.event("m" + i, user, "Signed Up"));
        case 4, 5 -> shop.take(Shop.event("m" + i, user, "Order Completed"));
        case 6, 7 -> shop.take(Shop.visit("m" + i, random.nextBoolean() ? user : "", visitor));
        case 8, 9 -> shop.take(Shop.event("m" + random.nextInt(i + 1), user, "Signed Up"));
        case 10 -> shop.take(new Command.Erase(user));
        default -> {
          // What leaves does so beside all this: its receipts must not fall between other inputs
          // in one run and behind them in another.
          rest(shop);
          shop.wait(Duration.ofMinutes(random.nextInt(90)));
        }
      }
      rest(shop);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.endsWith("LOCK")) {
              copyIfThere(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failed;
          }
        });
  }

  /// The store takes files away beside us.
  private static void copyIfThere(Path file, Path target) throws IOException {
    try {
      Files.copy(file, target);
    } catch (NoSuchFileException _) {
      assertThat(file).doesNotExist();
    }
  }
}
