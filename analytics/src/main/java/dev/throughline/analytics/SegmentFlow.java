package dev.throughline.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How many people joined and left a segment.
public record SegmentFlow(String segment, long entered, long left) {

  /// Somebody who is in a segment now.
  public record Member(
      String person, @Nullable String name, @Nullable String email, Instant since) {}

  /// Segments that anybody joined or left in the range, by key.
  public static List<SegmentFlow> of(Warehouse warehouse, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select segment, count(*) filter (where kind = 'segment.entered'),
              count(*) filter (where kind = 'segment.left')
            from facts
            where segment is not null and occurred_at >= ? and occurred_at < ?
            group by 1 order by 1
            """,
            row -> new SegmentFlow(row.text(1), row.count(2), row.count(3)),
            range.from(),
            range.until()));
  }

  /// The newest members first.
  ///
  /// @param asked part of a name, an address or an id; empty for all
  /// @param after the last of the page before; null for the first page
  public static List<Member> members(
      Warehouse warehouse, String segment, String asked, @Nullable Member after, int limit) {
    String part = asked.strip().toLowerCase(Locale.ROOT);
    return warehouse.read(query ->
        query.rows(
            """
            select customer, name, email, since
            from memberships left join people on people.person = memberships.customer
            where segment = ?
              and (? = '' or contains(lower(concat_ws(' ', customer, name, email)), ?))
              and (?::timestamp is null or (since, customer) < (?, ?))
            order by since desc, customer desc limit ?
            """,
            row -> new Member(row.text(1), row.textOrNull(2), row.textOrNull(3), row.instant(4)),
            segment,
            part,
            part,
            after == null ? null : after.since,
            after == null ? null : after.since,
            after == null ? "" : after.person,
            Query.bounded(limit)));
  }
}
