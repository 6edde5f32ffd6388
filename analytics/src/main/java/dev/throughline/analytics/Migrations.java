package dev.throughline.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The schema, as numbered steps; each is taken once, in one transaction with its number.
final class Migrations {
  /// Steps are added, never changed.
  static final List<String> STEPS =
      List.of(
          "001-tables.sql",
          "002-views.sql",
          "003-profiles.sql",
          "004-membership-changes.sql",
          "005-erased-people.sql",
          "006-packed-json.sql");

  private Migrations() {}

  static void run(Connection connection) throws SQLException {
    run(connection, STEPS.size());
  }

  static void run(Connection connection, int upTo) throws SQLException {
    Sql.execute(connection, "create table if not exists schema_version (version integer not null)");
    int version = version(connection);
    if (version > STEPS.size()) {
      throw new WarehouseFailure(
          "The file has schema version %d, this program knows %d: use a newer program"
              .formatted(version, STEPS.size()));
    }
    for (int step = version + 1; step <= upTo; step++) {
      String statements = read(STEPS.get(step - 1));
      int reached = step;
      Sql.inTransaction(
          connection,
          () -> {
            Sql.execute(connection, statements);
            Sql.execute(connection, "insert into schema_version values (?)", reached);
          });
    }
  }

  static int version(Connection connection) throws SQLException {
    return (int) Sql.number(connection, "select coalesce(max(version), 0) from schema_version");
  }

  private static String read(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("No schema step " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
