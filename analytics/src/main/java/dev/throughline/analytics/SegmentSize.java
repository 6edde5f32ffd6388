package dev.throughline.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// How many people are in a segment now.
public record SegmentSize(String segment, long people) {

  /// @param entered, left as the engine told it
  /// @param people at the end of the day; merges and erasures lower it without anyone having left
  public record Day(LocalDate day, long entered, long left, long people) {}

  public record Member(String person, Instant since) {}

  /// Every segment that anyone is in, by key.
  public static List<SegmentSize> all(Warehouse warehouse) {
    return warehouse.read(query ->
        query.rows(
            "select segment, count(*) from memberships group by 1 order by 1",
            row -> new SegmentSize(row.text(1), row.count(2))));
  }

  public static long of(Warehouse warehouse, String segment) {
    return warehouse.read(query ->
        query.row(
            "select count(*) from memberships where segment = ?", row -> row.count(1), segment));
  }

  /// @param after the last person of the page before; empty for the first page
  public static List<Member> members(Warehouse warehouse, String segment, String after, int limit) {
    return warehouse.read(query ->
        query.rows(
            """
            select customer, since from memberships where segment = ? and customer > ?
            order by customer limit ?
            """,
            row -> new Member(row.text(1), row.instant(2)),
            segment,
            after,
            Query.bounded(limit)));
  }

  /// Days on which anything changed.
  public static List<Day> daily(Warehouse warehouse, String segment, Range range, ZoneId zone) {
    return warehouse.read(query ->
        query.rows(
            """
            with change as (
              select occurred_at, (kind = 'segment.entered')::integer as entered,
                (kind = 'segment.left')::integer as gone, 0 as lost
              from facts where segment = ?
              union all
              select occurred_at, 0, 0, 1 from membership_losses where segment = ?
            ), per_day as (
              select %s as day, sum(entered) as entered, sum(gone) as gone, sum(lost) as lost
              from change where occurred_at < ? group by 1
            ), running as (
              select *, sum(entered - gone - lost) over (order by day) as people from per_day
            )
            select day, entered::bigint, gone::bigint, people::bigint from running
            where day >= ?
            order by day
            """
                .formatted(Days.day("occurred_at", zone)),
            row -> new Day(row.day(1), row.count(2), row.count(3), row.count(4)),
            segment,
            segment,
            range.until(),
            LocalDate.ofInstant(range.from(), zone)));
  }
}
