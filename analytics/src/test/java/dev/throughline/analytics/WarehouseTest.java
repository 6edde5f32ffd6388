package dev.throughline.analytics;

import static dev.throughline.analytics.Told.event;
import static dev.throughline.analytics.Told.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact.What;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each fact is here once, whatever is delivered twice and wherever a crash comes.
class WarehouseTest {
  @TempDir private Path directory = Path.of("");

  private static NumberedFact entered(long number) {
    return fact(number, "ann", new What.SegmentEntered("vip"));
  }

  private static long facts(Warehouse warehouse) {
    return warehouse.read(query -> query.row("select count(*) from facts", row -> row.count(1)));
  }

  /// The files as they lie on the disk at this moment: what a crash would leave.
  private Path crashed(Path file) throws IOException {
    Path copy = directory.resolve("crashed.duckdb");
    Files.copy(file, copy);
    Path log = Path.of(file + ".wal");
    if (Files.exists(log)) {
      Files.copy(log, Path.of(copy + ".wal"));
    }
    return copy;
  }

  @Test
  void aReplayCountsOnce() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(List.of(entered(1), entered(2)), List.of(event(2, "ann", null, "Paid")));
      warehouse.append(
          List.of(entered(1), entered(2), entered(5)),
          List.of(event(2, "ann", null, "Paid"), event(4, "ann", null, "Paid")));

      assertThat(facts(warehouse)).isEqualTo(3);
      assertThat(Line.latest(warehouse, -1, 100))
          .extracting(Line::kind)
          .containsExactly(
              "segment.entered", "event", "segment.entered", "event", "segment.entered");
      assertThat(warehouse.applied()).isEqualTo(5);
    }
  }

  @Test
  void allRowsOfOneInputAreTakenTogether() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(List.of(entered(7), entered(7), entered(7)), List.of());
      warehouse.append(List.of(entered(7)), List.of());

      assertThat(facts(warehouse)).isEqualTo(3);
    }
  }

  @Test
  void nothingIsAppliedToAnEmptyWarehouse() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(List.of(), List.of());

      assertThat(warehouse.applied()).isEqualTo(-1);
      assertThat(Line.latest(warehouse, -1, 10)).isEmpty();
      assertThat(SegmentSize.all(warehouse)).isEmpty();
    }
  }

  @Test
  void whatWasAppendedOutlivesACrash() throws IOException {
    Path file = directory.resolve("facts.duckdb");
    try (Warehouse warehouse = Warehouse.open(file)) {
      warehouse.append(List.of(entered(1), entered(2)), List.of());
      try (Warehouse after = Warehouse.open(crashed(file))) {
        assertThat(after.applied()).isEqualTo(2);
        assertThat(facts(after)).isEqualTo(2);
      }
    }
    try (Warehouse again = Warehouse.open(file)) {
      assertThat(again.applied()).isEqualTo(2);
    }
  }

  @Test
  void aCrashBeforeTheCommitLeavesTheStateBefore() throws IOException, SQLException {
    Path file = directory.resolve("facts.duckdb");
    try (Warehouse warehouse = Warehouse.open(file)) {
      warehouse.append(List.of(entered(1)), List.of());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      DuckDBConnection writer = connection.unwrap(DuckDBConnection.class);
      assertThatThrownBy(() ->
              Sql.inTransaction(
                  writer,
                  () -> {
                    FactTable.append(writer, Batch.after(1, List.of(entered(2)), List.of()));
                    throw new SQLException("the power went");
                  }))
          .hasMessage("the power went");
      try (Warehouse after = Warehouse.open(crashed(file))) {
        assertThat(facts(after)).isEqualTo(1);
      }
    }
    try (Warehouse again = Warehouse.open(file)) {
      again.append(List.of(entered(1), entered(2)), List.of());

      assertThat(facts(again)).isEqualTo(2);
    }
  }

  @Test
  void readersSeeOnlyWhatIsCommitted() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(List.of(entered(1)), List.of());
      long[] seen = new long[2];
      warehouse.read(query -> {
        seen[0] = query.row("select count(*) from facts", row -> row.count(1));
        warehouse.append(List.of(entered(2)), List.of());
        seen[1] = query.row("select count(*) from facts", row -> row.count(1));
        return true;
      });

      assertThat(seen).containsExactly(1, 1);
      assertThat(facts(warehouse)).isEqualTo(2);
    }
  }

  @Test
  void rowsOutOfOrderAreRefusedWhole() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      assertThatThrownBy(() -> warehouse.append(List.of(entered(2), entered(1)), List.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(warehouse.applied()).isEqualTo(-1);
      assertThat(facts(warehouse)).isZero();
    }
  }

  @Test
  void anAmountThatNoSumCouldHoldStopsNobody() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(
          List.of(
              fact(1, "ann", new What.Converted("order", "o1", new BigDecimal("1e40"), "EUR")),
              fact(
                  2, "ann", new What.Converted("order", "o2", new BigDecimal("0.0000005"), "EUR"))),
          List.of());

      assertThat(OrderStory.orders(warehouse, "order", "ann", Range.ALL, null, 10))
          .extracting(OrderStory.Order::value)
          .containsOnly(BigDecimal.ZERO);
      assertThat(Line.latest(warehouse, -1, 10).getFirst().json())
          .contains("10000000000000000000000000000000000000000");
    }
  }

  @Test
  void anOlderSchemaIsBroughtUpToDateWithItsRows() throws SQLException {
    Path file = directory.resolve("facts.duckdb");
    NumberedEvent paid = event(3, "ann", null, "Paid");
    try (Connection old = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      Migrations.run(old, 1);
      DuckDBConnection writer = old.unwrap(DuckDBConnection.class);
      Batch batch = Batch.after(-1, List.of(entered(1), entered(2)), List.of(paid));
      FactTable.append(writer, batch);
      EventTable.append(writer, batch);
      Sql.execute(old, "update applied set number = 3");
    }
    try (Warehouse warehouse = Warehouse.open(file)) {
      assertThat(warehouse.applied()).isEqualTo(3);
      assertThat(
              warehouse.<Long>read(
                  query -> query.row("select count(*) from person_facts", row -> row.count(1))))
          .isEqualTo(2);
      assertThat(Line.latest(warehouse, -1, 10))
          .extracting(Line::json)
          .containsExactlyInAnyOrder(
              FactLine.write(entered(1).fact()), FactLine.write(entered(2).fact()), paid.json());
    }
  }

  @Test
  void aFileOfANewerProgramIsRefused() throws SQLException {
    Path file = directory.resolve("facts.duckdb");
    try (Connection newer = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      Migrations.run(newer);
      Sql.execute(newer, "insert into schema_version values (?)", Migrations.STEPS.size() + 1);
    }
    assertThatThrownBy(() -> Warehouse.open(file))
        .isInstanceOf(WarehouseFailure.class)
        .hasMessageContaining("newer program");
  }

  @Test
  void noStatementReachesOtherFiles() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      assertThatThrownBy(() ->
              warehouse.read(
                  query -> query.rows("select * from read_csv('/etc/passwd')", row -> row.text(1))))
          .isInstanceOf(WarehouseFailure.class)
          .hasMessageContaining("disabled by configuration");
    }
  }
}
