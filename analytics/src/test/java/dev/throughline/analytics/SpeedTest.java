package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How fast facts come in and answers out, on this machine: printed, and held to nothing.
class SpeedTest {
  private static final int BATCH = 20_000;
  private static final int BATCHES = 25;

  @TempDir private Path directory = Path.of("");

  @Test
  void factsComeInAndAnswersComeOut() {
    List<Fact> facts = Shop.FACTS;
    try (Warehouse warehouse = Warehouse.open(directory.resolve("facts.duckdb"))) {
      long start = System.nanoTime();
      long number = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        List<NumberedFact> rows = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          rows.add(new NumberedFact(++number, facts.get((int) (number % facts.size()))));
        }
        warehouse.append(rows, List.of());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          "%,d facts in %,d ms: %,d facts/s%n",
          number, took.toMillis(), number * 1000 / Math.max(1, took.toMillis()));
      print(
          "journey metrics",
          () -> JourneyMetrics.of(warehouse, "win-back", Range.ALL, ZoneOffset.UTC));
      print("registry", () -> JourneyRow.registry(warehouse, Range.ALL, "last", "USD"));
      print("sends", () -> SendCounts.of(warehouse, null, Range.ALL));
      print("credit", () -> CreditRow.of(warehouse, "order", "USD", CreditRow.By.STEP, Range.ALL));
      print("timeline", () -> Line.timeline(warehouse, "00002", Set.of(), null, 50));
      print("latest", () -> Line.latest(warehouse, -1, 50));

      assertThat(warehouse.applied()).isEqualTo(number);
    }
  }

  private static void print(String what, Runnable question) {
    long start = System.nanoTime();
    question.run();
    System.out.printf("%s: %,d ms%n", what, (System.nanoTime() - start) / 1_000_000);
  }
}
