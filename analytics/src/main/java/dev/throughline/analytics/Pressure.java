package dev.throughline.analytics;

import java.time.ZoneId;
import java.util.List;

/// How much people get: in how many person-weeks somebody was sent so many messages. Weeks without
/// any are not counted.
public record Pressure(long messages, long personWeeks) {

  /// People who were in two journeys at the same time.
  public record Overlap(String journey, String other, long people) {}

  /// @param zone whose weeks are counted, from Monday
  public static List<Pressure> histogram(Warehouse warehouse, Range range, ZoneId zone) {
    return warehouse.read(query ->
        query.rows(
            """
            select messages, count(*) from (
              select person, %s as week, count(*) as messages from messages
              where outcome = 'sent' and decided_at >= ? and decided_at < ?
              group by 1, 2
            ) group by 1 order by 1
            """
                .formatted(Days.week("decided_at", zone)),
            row -> new Pressure(row.count(1), row.count(2)),
            range.from(),
            range.until()));
  }

  /// Each pair of journeys once, of runs that touch the range.
  public static List<Overlap> overlaps(Warehouse warehouse, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            with during as (
              select person, journey, entered_at, coalesce(exited_at, ?) as until from runs
              where entered_at < ? and (exited_at is null or exited_at >= ?)
            )
            select one.journey, two.journey, count(distinct one.person)
            from during one join during two
              on one.person = two.person and one.journey < two.journey
              and one.entered_at <= two.until and two.entered_at <= one.until
            group by 1, 2 order by 1, 2
            """,
            row -> new Overlap(row.text(1), row.text(2), row.count(3)),
            Range.ALL.until(),
            range.until(),
            range.from()));
  }
}
