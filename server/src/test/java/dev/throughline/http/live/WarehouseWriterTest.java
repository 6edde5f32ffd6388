package dev.throughline.http.live;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class WarehouseWriterTest {
  @TempDir Path data;

  private Warehouse warehouse() {
    return Warehouse.open(data.resolve("facts.duckdb"));
  }

  @Test
  void whatIsToldIsKeptAndACheckpointMayGoOn() {
    try (Warehouse warehouse = warehouse();
        WarehouseWriter writer = new WarehouseWriter(warehouse)) {
      assertThat(writer.kept()).as("nothing was told").isEqualTo(Long.MAX_VALUE);
      assertThat(writer.behind()).isZero();
      writer.tell(Telling.told(1, 100));
      assertThat(writer.kept()).isIn(0L, 100L, Long.MAX_VALUE);
      until(() -> writer.kept() == Long.MAX_VALUE);
      assertThat(writer.behind()).isZero();
      assertThat(warehouse.facts()).isEqualTo(100);
      assertThat(warehouse.applied()).isEqualTo(100);
      assertThat(Line.latest(warehouse, -1, 1_000)).hasSize(200);
    }
  }

  @Test
  void whatIsToldAgainAfterACrashIsThereOnceHoweverTheLogIsCut() {
    try (Warehouse warehouse = warehouse();
        WarehouseWriter writer = new WarehouseWriter(warehouse)) {
      writer.tell(Telling.told(1, 40));
      writer.tell(Telling.told(41, 60));
      until(() -> writer.kept() == Long.MAX_VALUE);
    }
    try (Warehouse warehouse = warehouse();
        WarehouseWriter writer = new WarehouseWriter(warehouse)) {
      writer.tell(Telling.told(20, 45));
      writer.tell(Telling.told(46, 90));
      until(() -> writer.kept() == Long.MAX_VALUE);
      assertThat(warehouse.facts()).isEqualTo(90);
      assertThat(Line.latest(warehouse, -1, 1_000)).hasSize(180);
      assertThat(writer.failure()).isEmpty();
    }
  }

  @Test
  void whatWaitsIsWrittenBeforeItCloses() {
    try (Warehouse warehouse = warehouse()) {
      try (WarehouseWriter writer = new WarehouseWriter(warehouse)) {
        for (int i = 0; i < 50; i++) {
          writer.tell(Telling.told(i * 10L + 1, i * 10L + 10));
        }
      }
      assertThat(warehouse.facts()).isEqualTo(500);
    }
  }

  @Test
  void aWarehouseThatCannotBeWrittenIsSaidAndHoldsTheCheckpointUp() {
    Warehouse warehouse = warehouse();
    WarehouseWriter writer = new WarehouseWriter(warehouse);
    warehouse.close();
    writer.tell(Telling.told(1, 10));
    until(() -> writer.failure().isPresent());
    assertThat(writer.failure().orElseThrow()).contains("Facts wait to be written");
    assertThat(writer.kept()).isZero();
    Duration behind = writer.behind();
    assertThat(behind).isPositive();
    writer.tell(Telling.told(11, 20));
    assertThat(writer.behind()).as("of the oldest").isGreaterThan(behind);
    writer.close();
  }

  @Test
  void factsThatAreMissingAreSaid() {
    try (Warehouse warehouse = warehouse();
        WarehouseWriter writer = new WarehouseWriter(warehouse)) {
      writer.tell(Telling.told(50, 60));
      until(() -> writer.failure().isPresent());
      assertThat(writer.failure().orElseThrow()).contains("1 to 49 are missing");
    }
  }
}
