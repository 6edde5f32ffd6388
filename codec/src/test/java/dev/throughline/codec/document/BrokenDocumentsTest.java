package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Catalogs.Reading;
import dev.throughline.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Valid documents, damaged at random: nothing throws, and what is wrong is said with its line.
class BrokenDocumentsTest {
  private static final List<Source> SOURCES =
      CatalogFiles.in(ContractExamplesTest.folder("everything")).sources();
  private static final List<String> JUNK =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "'",
          "null",
          "-1",
          "1e99",
          "true",
          "\n",
          "  ",
          "---\n",
          "&a ",
          "*a",
          "!x ",
          "|",
          ">",
          "#",
          "%",
          "\t",
          "none",
          "P1D",
          "09:00",
          "\u0000",
          "\ud83d",
          "{{",
          "{%",
          "}}",
          "&&",
          "in_segment(",
          "end");

  @Seeds(100)
  void damageIsAlwaysToldAndNeverThrown(long seed, SplittableRandom random) {
    List<Source> damaged = new ArrayList<>();
    for (Source source : SOURCES) {
      damaged.add(new Source(source.file(), damage(source.text(), random)));
    }
    Reading reading = Catalogs.read(damaged);
    boolean failed = reading.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
    assertThat(reading.documents().isEmpty()).as("seed %d", seed).isEqualTo(failed);
    for (Problem problem : reading.problems()) {
      long lines =
          damaged.stream()
              .filter(source -> source.file().equals(problem.file()))
              .mapToLong(source -> source.text().lines().count())
              .sum();
      assertThat((long) problem.line()).as(problem.toString()).isBetween(1L, lines + 1);
      assertThat(problem.message()).as(problem.toString()).isNotEmpty();
      assertThat(problem.remedy()).as(problem.toString()).isNotEmpty();
    }
  }

  private static String damage(String text, SplittableRandom random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, JUNK.get(random.nextInt(JUNK.size())));
        case 2 -> damaged.replace(at, end, JUNK.get(random.nextInt(JUNK.size())));
        default -> damaged.insert(at, text, 0, random.nextInt(text.length() / 4));
      }
    }
    return damaged.toString();
  }

  /// Any value in place of any other, so that readers meet shapes that no schema allows.
  @Seeds(100)
  void valuesOfAnyShapeAreToldAndNeverThrown(long seed, SplittableRandom random) {
    List<Document> documents = new ArrayList<>(Parsing.of(SOURCES).documents());
    List<Tree> values = new ArrayList<>();
    documents.forEach(document -> Grafted.collect(document.root(), values));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(documents.size());
      Tree value = values.get(random.nextInt(values.size()));
      documents.set(at, Grafted.onto(documents.get(at), value, random));
    }
    Assembly assembly = new Assembly(documents);
    assertThat(assembly.read()).as("seed %d", seed).isNotNull();
  }
}
