package dev.throughline.analytics;

import dev.throughline.codec.json.FactLine;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes the table `facts`: what reports count by as columns, all of it as the line of JSON that
/// `facts.ndjson` has.
final class FactTable {
  private FactTable() {}

  static void append(DuckDBConnection connection, Batch batch) throws SQLException {
    if (batch.facts().isEmpty()) {
      return;
    }
    FactColumns columns = new FactColumns();
    try (DuckDBAppender appender = connection.createAppender("facts")) {
      Cells cells = new Cells(appender);
      for (Batch.PlacedFact placed : batch.facts()) {
        columns.take(placed.fact().what());
        appender.beginRow();
        cells
            .number(placed.position())
            .text(placed.fact().id())
            .instant(placed.fact().at())
            .text(placed.fact().customer().value())
            .text(placed.fact().what().kind());
        columns.write(cells);
        cells.text(FactLine.write(placed.fact()));
        appender.endRow();
      }
    }
  }
}
