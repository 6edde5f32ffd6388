package dev.throughline.analytics;

import dev.throughline.engine.Fact.What;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes the table `assignments`: on which side of which holdout an entry found somebody.
final class Assignments {
  private Assignments() {}

  static void append(DuckDBConnection connection, Batch batch) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("assignments")) {
      Cells cells = new Cells(appender);
      for (Batch.PlacedFact placed : batch.facts()) {
        if (placed.fact().what() instanceof What.JourneyEntered(_, _, var arms)) {
          for (Map.Entry<String, String> arm : arms.entrySet()) {
            appender.beginRow();
            cells
                .number(placed.position())
                .instant(placed.fact().at())
                .text(placed.fact().customer().value())
                .text(arm.getKey())
                .text(arm.getValue());
            appender.endRow();
          }
        }
      }
    }
  }
}
