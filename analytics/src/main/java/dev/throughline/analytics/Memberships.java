package dev.throughline.analytics;

import dev.throughline.engine.Fact.What;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Keeps the view `memberships` under the names that people have now: what a merged person was in
/// moves with them, and who is erased is in nothing.
final class Memberships {
  /// Fewer changes are never worth looking through the whole table.
  static final int MANY_CHANGES = 100_000;

  /// Nor are fewer than one for so many rows of it.
  private static final int ROWS_A_CHANGE = 4;

  /// Segments of those who are linked or erased in this batch; of nobody else a change needs to
  /// know what was.
  private final Map<String, Map<String, Instant>> followed;

  /// Since when somebody is in a segment after this batch; empty where they are not.
  private final Map<Stay, Optional<Instant>> changes = new LinkedHashMap<>();

  private final List<Loss> losses = new ArrayList<>();

  private record Stay(String segment, String customer) {}

  private record Loss(long position, Instant at, String segment) {}

  private Memberships(Map<String, Map<String, Instant>> followed) {
    this.followed = followed;
  }

  /// Notes what a batch changes; returns how many changes those are.
  static int apply(DuckDBConnection connection, Batch batch, List<Link> links) throws SQLException {
    Memberships memberships = new Memberships(followed(connection, batch, links));
    int next = 0;
    for (Batch.PlacedFact placed : batch.facts()) {
      for (; next < links.size() && links.get(next).position() <= placed.position(); next++) {
        memberships.link(links.get(next));
      }
      memberships.take(placed);
    }
    for (; next < links.size(); next++) {
      memberships.link(links.get(next));
    }
    memberships.write(connection, batch.last());
    boolean erases =
        batch.facts().stream().anyMatch(placed -> placed.fact().what() instanceof What.Erased);
    if (erases) {
      settle(connection);
    }
    return memberships.changes.size();
  }

  /// How many changes are not taken into the table.
  static long waiting(Connection connection) throws SQLException {
    return Sql.number(connection, "select count(*) from membership_changes");
  }

  /// Takes the changes into the table if there are many beside its rows. Even to look is not worth
  /// it before there are `MANY_CHANGES` more.
  static void settleIfWorthIt(Connection connection) throws SQLException {
    if (waiting(connection) * ROWS_A_CHANGE
        >= Sql.number(connection, "select count(*) from settled_memberships")) {
      settle(connection);
    }
  }

  private static void settle(Connection connection) throws SQLException {
    // All of it anew: of rows deleted here and there nothing would ever be cleared away.
    Sql.execute(
        connection,
        """
        create or replace table settled_memberships as
        select segment, customer, since from memberships
        """);
    Sql.execute(connection, "delete from membership_changes");
  }

  private static Map<String, Map<String, Instant>> followed(
      Connection connection, Batch batch, List<Link> links) throws SQLException {
    Set<String> names = new TreeSet<>();
    links.forEach(link -> names.addAll(List.of(link.from(), link.to())));
    for (Batch.PlacedFact placed : batch.facts()) {
      if (placed.fact().what() instanceof What.Erased) {
        names.add(placed.fact().customer().value());
      }
    }
    Map<String, Map<String, Instant>> followed = new HashMap<>();
    if (!names.isEmpty()) {
      names.forEach(name -> followed.put(name, new TreeMap<>()));
      Sql.rows(
          connection,
          0,
          """
          select customer, segment, since from memberships
          where customer in (select unnest(?::varchar[]))
          """,
          row ->
              followed
                  .computeIfAbsent(row.text(1), _ -> new TreeMap<>())
                  .put(row.text(2), row.instant(3)),
          names);
    }
    return followed;
  }

  private void take(Batch.PlacedFact placed) {
    String customer = placed.fact().customer().value();
    Instant at = placed.fact().at();
    switch (placed.fact().what()) {
      case What.SegmentEntered(String segment) -> put(segment, customer, at);
      case What.SegmentLeft(String segment) -> remove(segment, customer);
      case What.Erased _ -> {
        for (String segment : List.copyOf(segments(customer).keySet())) {
          losses.add(new Loss(placed.position(), at, segment));
          remove(segment, customer);
        }
      }
      case What.JourneyEntered _,
          What.JourneyRejected _,
          What.JourneyStep _,
          What.JourneyExited _,
          What.MessageDecided _,
          What.MessageFeedback _,
          What.Converted _,
          What.Refunded _,
          What.Credit _,
          What.Decision _,
          What.TaskCreated _,
          What.TaskDone _,
          What.AudienceChanged _,
          What.Merged _,
          What.ProfileUpdated _ -> {}
    }
  }

  private void link(Link link) {
    Map<String, Instant> into = segments(link.to());
    for (Map.Entry<String, Instant> stay : List.copyOf(segments(link.from()).entrySet())) {
      Instant theirs = stay.getValue();
      Instant known = into.get(stay.getKey());
      if (known != null) {
        losses.add(new Loss(link.position(), link.at(), stay.getKey()));
      }
      remove(stay.getKey(), link.from());
      put(stay.getKey(), link.to(), known != null && known.isBefore(theirs) ? known : theirs);
    }
  }

  private Map<String, Instant> segments(String customer) {
    return followed.getOrDefault(customer, new TreeMap<>());
  }

  private void put(String segment, String customer, Instant since) {
    segments(customer).put(segment, since);
    changes.put(new Stay(segment, customer), Optional.of(since));
  }

  private void remove(String segment, String customer) {
    segments(customer).remove(segment);
    changes.put(new Stay(segment, customer), Optional.empty());
  }

  /// @param number of the batch: later changes have higher ones
  private void write(DuckDBConnection connection, long number) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("membership_changes")) {
      Cells cells = new Cells(appender);
      for (Map.Entry<Stay, Optional<Instant>> change : changes.entrySet()) {
        appender.beginRow();
        cells
            .number(number)
            .text(change.getKey().segment())
            .text(change.getKey().customer())
            .instant(change.getValue().orElse(null));
        appender.endRow();
      }
    }
    try (DuckDBAppender appender = connection.createAppender("membership_losses")) {
      Cells cells = new Cells(appender);
      for (Loss loss : losses) {
        appender.beginRow();
        cells.number(loss.position()).instant(loss.at()).text(loss.segment());
        appender.endRow();
      }
    }
  }
}
