package dev.throughline.analytics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the sends of one step through one channel ended: each message once, by its last decision.
///
/// @param channel null where a message was stopped before one was chosen
/// @param outcome sent, ghost, dropped, or held where it is still
/// @param reason null when sent
public record SendCounts(
    String journey,
    String step,
    @Nullable String channel,
    String outcome,
    @Nullable String reason,
    long count) {

  /// Messages of one day by outcome.
  public record Day(LocalDate day, @Nullable String channel, String outcome, long count) {}

  /// Why messages did not go at once, and what became of them.
  ///
  /// @param dropped stopped for this reason, without having been held for it before
  /// @param laterDropped held for this reason, and dropped in the end for whatever reason
  public record Stop(
      String reason,
      long dropped,
      long stillHeld,
      long laterSent,
      long laterGhost,
      long laterDropped) {}

  /// @param journey null for all
  public static List<SendCounts> of(Warehouse warehouse, @Nullable String journey, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select journey, step, channel, outcome, reason, count(*) from messages
            where decided_at >= ? and decided_at < ? and (?::varchar is null or journey = ?)
            group by all order by all nulls first
            """,
            row ->
                new SendCounts(
                    row.text(1),
                    row.text(2),
                    row.textOrNull(3),
                    row.text(4),
                    row.textOrNull(5),
                    row.count(6)),
            range.from(),
            range.until(),
            journey,
            journey));
  }

  /// @param journey null for all
  public static List<Day> daily(
      Warehouse warehouse, @Nullable String journey, Range range, ZoneId zone) {
    return warehouse.read(query ->
        query.rows(
            """
            select %s, channel, outcome, count(*) from messages
            where decided_at >= ? and decided_at < ? and (?::varchar is null or journey = ?)
            group by all order by all nulls first
            """
                .formatted(Days.day("decided_at", zone)),
            row -> new Day(row.day(1), row.textOrNull(2), row.text(3), row.count(4)),
            range.from(),
            range.until(),
            journey,
            journey));
  }

  /// What policy, consent and addresses stopped, by reason; ghosts are not stopped.
  public static List<Stop> stopped(Warehouse warehouse, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select stopped_for,
              count(*) filter (where held_for is null),
              count(*) filter (where held_for is not null and outcome = 'held'),
              count(*) filter (where held_for is not null and outcome = 'sent'),
              count(*) filter (where held_for is not null and outcome = 'ghost'),
              count(*) filter (where held_for is not null and outcome = 'dropped')
            from (select *, coalesce(held_for, reason) as stopped_for from messages
                  where decided_at >= ? and decided_at < ?)
            where held_for is not null or outcome = 'dropped'
            group by 1 order by 1
            """,
            row ->
                new Stop(
                    row.text(1),
                    row.count(2),
                    row.count(3),
                    row.count(4),
                    row.count(5),
                    row.count(6)),
            range.from(),
            range.until()));
  }
}
