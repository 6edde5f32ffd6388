package dev.throughline.analytics;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Writes the table `profiles`: what events say of who somebody is.
final class ProfileTable {
  private ProfileTable() {}

  private static final Said NOTHING = new Said(null, null, null, null);

  private record Said(
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String country) {
    boolean isNothing() {
      return name == null && email == null && phone == null && country == null;
    }
  }

  static void append(DuckDBConnection connection, Batch batch) throws SQLException {
    if (batch.events().isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("profiles")) {
      Cells cells = new Cells(appender);
      for (Batch.PlacedEvent placed : batch.events()) {
        Said said = said(placed.event());
        if (!said.isNothing()) {
          appender.beginRow();
          cells
              .number(placed.position())
              .text(placed.customer())
              .text(said.name)
              .text(said.email)
              .text(said.phone)
              .text(said.country);
          appender.endRow();
        }
      }
    }
  }

  private static Said said(Event event) {
    Fields traits =
        event.type() != Event.Type.IDENTIFY && event.context().get("traits") instanceof Fields said
            ? said
            : event.type() == Event.Type.GROUP ? Fields.EMPTY : event.traits();
    if (traits.isEmpty()) {
      return NOTHING;
    }
    Fields address = traits.get("address") instanceof Fields fields ? fields : Fields.EMPTY;
    return new Said(
        name(traits), text(traits, "email"), text(traits, "phone"), text(address, "country"));
  }

  private static @Nullable String name(Fields traits) {
    String whole = text(traits, "name");
    if (whole != null) {
      return whole;
    }
    String parts =
        Stream.of(
                either(traits, "firstName", "first_name"), either(traits, "lastName", "last_name"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return parts.isEmpty() ? null : parts;
  }

  private static String either(Fields traits, String name, String other) {
    String text = traits.text(name).strip();
    return text.isEmpty() ? traits.text(other).strip() : text;
  }

  private static @Nullable String text(Fields fields, String name) {
    return fields.get(name) instanceof Value.Text(String text) && !text.isBlank()
        ? text.strip()
        : null;
  }
}
