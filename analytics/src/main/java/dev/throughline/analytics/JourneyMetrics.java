package dev.throughline.analytics;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened in one journey within a time range, and who is in it now.
///
/// @param entered entries; somebody who comes twice counts twice
/// @param hereNow runs that go on at present, whenever they began
/// @param steps in the order of their keys; those that anyone arrived at or stands at
/// @param edges arrivals in the range by where they came from; drop-off is an edge to nowhere
/// @param exits by reason, the most frequent first
public record JourneyMetrics(
    String journey,
    long entered,
    List<Count> enteredByArm,
    long hereNow,
    List<StepCounts> steps,
    List<Edge> edges,
    List<Exit> exits,
    List<Count> rejected,
    List<Day> days) {

  /// @param arrived, left within the range
  /// @param here at present
  public record StepCounts(String step, long arrived, long left, long here) {}

  /// @param from null for entries
  /// @param to null for exits
  public record Edge(@Nullable String from, @Nullable String to, long count) {}

  /// @param medianTime from entry to exit; the lower of the two in the middle
  public record Exit(String reason, long count, @Nullable Duration medianTime) {}

  public record Day(LocalDate day, long entered, long exited) {}

  private static final String OF_JOURNEY = "journey = ? and (?::integer is null or version = ?)";

  private record Asked(String journey, @Nullable Integer version, Range range) {
    @Nullable Object[] parameters() {
      return new @Nullable Object[] {journey, version, version, range.from(), range.until()};
    }
  }

  /// @param zone whose days are counted
  public static JourneyMetrics of(Warehouse warehouse, String journey, Range range, ZoneId zone) {
    return of(warehouse, journey, null, range, zone);
  }

  /// @param version only runs of this one; null for all
  public static JourneyMetrics of(
      Warehouse warehouse, String journey, @Nullable Integer version, Range range, ZoneId zone) {
    Asked asked = new Asked(journey, version, range);
    return warehouse.read(query -> {
      List<Count> entered = entered(query, asked);
      List<StepCounts> steps = steps(query, asked);
      return new JourneyMetrics(
          journey,
          entered.stream().mapToLong(Count::count).sum(),
          entered,
          query.row(
              "select count(*) from runs where %s and exited_at is null".formatted(OF_JOURNEY),
              row -> row.count(1),
              journey,
              version,
              version),
          steps,
          edges(query, asked),
          exits(query, asked),
          counts(
              query,
              """
              select reason, count(*) from facts
              where %s and kind = 'journey.rejected' and occurred_at >= ? and occurred_at < ?
              group by 1 order by 2 desc, 1
              """,
              asked),
          days(query, asked, zone));
    });
  }

  /// Runs that ended in the range.
  public long ended() {
    return exits.stream().mapToLong(Exit::count).sum();
  }

  /// The share of ended runs that reached the goal or the last step; null while none has ended.
  public @Nullable Double completionRate() {
    long completed =
        exits.stream()
            .filter(exit -> exit.reason.equals("goal") || exit.reason.equals("completed"))
            .mapToLong(Exit::count)
            .sum();
    return ended() == 0 ? null : (double) completed / ended();
  }

  private static List<Count> entered(Query query, Asked asked) throws SQLException {
    return counts(
        query,
        """
        select arm, count(*) from facts
        where %s and kind = 'journey.entered' and occurred_at >= ? and occurred_at < ?
        group by 1 order by 1
        """,
        asked);
  }

  private static List<Count> counts(Query query, String sql, Asked asked) throws SQLException {
    return query.rows(
        sql.formatted(OF_JOURNEY), row -> new Count(row.text(1), row.count(2)), asked.parameters());
  }

  private static List<StepCounts> steps(Query query, Asked asked) throws SQLException {
    return query.rows(
        """
        with moved as (
          select from_step, to_step from moves
          where %1$s and occurred_at >= ? and occurred_at < ?
        )
        select step, sum(arrived)::bigint, sum(gone)::bigint, sum(here)::bigint
        from (
          select to_step as step, 1 as arrived, 0 as gone, 0 as here from moved
          union all
          select from_step, 0, 1, 0 from moved
          union all
          select step, 0, 0, 1 from runs where %1$s and exited_at is null
        )
        where step is not null
        group by 1 order by 1
        """
            .formatted(OF_JOURNEY),
        row -> new StepCounts(row.text(1), row.count(2), row.count(3), row.count(4)),
        asked.journey,
        asked.version,
        asked.version,
        asked.range.from(),
        asked.range.until(),
        asked.journey,
        asked.version,
        asked.version);
  }

  private static List<Edge> edges(Query query, Asked asked) throws SQLException {
    return query.rows(
        """
        select from_step, to_step, count(*) from moves
        where %1$s and occurred_at >= ? and occurred_at < ?
        group by 1, 2 order by 1 nulls first, 2 nulls last
        """
            .formatted(OF_JOURNEY),
        row -> new Edge(row.textOrNull(1), row.textOrNull(2), row.count(3)),
        asked.parameters());
  }

  private static List<Exit> exits(Query query, Asked asked) throws SQLException {
    return query.rows(
        """
        select exit_reason, count(*),
          quantile_disc(date_diff('millisecond', entered_at, exited_at), 0.5)
        from runs
        where %1$s and exited_at >= ? and exited_at < ?
        group by 1 order by 2 desc, 1
        """
            .formatted(OF_JOURNEY),
        row -> new Exit(row.text(1), row.count(2), row.millisOrNull(3)),
        asked.parameters());
  }

  private static List<Day> days(Query query, Asked asked, ZoneId zone) throws SQLException {
    return query.rows(
        """
        select %1$s,
          count(*) filter (where kind = 'journey.entered'),
          count(*) filter (where kind = 'journey.exited')
        from facts
        where %2$s and kind in ('journey.entered', 'journey.exited')
          and occurred_at >= ? and occurred_at < ?
        group by 1 order by 1
        """
            .formatted(Days.day("occurred_at", zone), OF_JOURNEY),
        row -> new Day(row.day(1), row.count(2), row.count(3)),
        asked.parameters());
  }
}
