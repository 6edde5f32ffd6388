package dev.throughline.analytics;

import dev.throughline.event.Event;
import java.sql.SQLException;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes the table `events`: the archive of what was taken in.
final class EventTable {
  private EventTable() {}

  static void append(DuckDBConnection connection, Batch batch) throws SQLException {
    if (batch.events().isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("events")) {
      Cells cells = new Cells(appender);
      for (Batch.PlacedEvent placed : batch.events()) {
        Event event = placed.event();
        appender.beginRow();
        cells
            .number(placed.position())
            .text(event.messageId())
            .instant(event.at())
            .instant(event.receivedAt())
            .text(placed.customer())
            .text(event.type().name().toLowerCase(Locale.ROOT))
            .text(event.name())
            .text(event.userId())
            .text(event.anonymousId())
            .flag(event.history())
            .text(placed.json());
        appender.endRow();
      }
    }
  }
}
