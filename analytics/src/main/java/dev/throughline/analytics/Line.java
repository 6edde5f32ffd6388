package dev.throughline.analytics;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One fact or raw event, as the streams and timelines show it. What was told of people who were
/// erased since is counted elsewhere, but has no line any more.
///
/// @param position cursor of the streams: grows with every line, over facts and events together
/// @param person who is meant, under the name that they have now
/// @param kind a fact's kind, or `event`
/// @param name an event's name; empty for a fact
/// @param json the whole of it: `FactLine` or `EventLine`
public record Line(
    long position, Instant at, String person, String kind, String name, String json) {
  /// The kind of all raw events.
  public static final String EVENT = "event";

  private static final String LINES =
      """
      select page.position, occurred_at, coalesce(names.person, page.customer), kind, page.name, json
      from (
        select * from (
          select position, occurred_at, customer, kind, '' as name, json from facts
          union all
          select position, occurred_at, customer, 'event', name, json from events
        )
        where json is not null and %s
        limit ?
      ) page left join names on names.name = page.customer
      order by %s
      """;

  /// Which facts a stream is asked for; null matches all.
  ///
  /// @param customer by any of their names
  /// @param kinds empty for all
  public record Filter(
      @Nullable String customer,
      @Nullable String journey,
      Set<String> kinds,
      @Nullable String reason,
      Range range) {
    public static final Filter ALL = new Filter(null, null, Set.of(), null, Range.ALL);

    public Filter {
      kinds = Set.copyOf(kinds);
    }
  }

  /// Where a page of a timeline ended.
  public record Cursor(Instant at, long position) {}

  /// Facts after a position, in the order in which they were told.
  public static List<Line> facts(Warehouse warehouse, Filter filter, long after, int limit) {
    return warehouse.read(query ->
        query.rows(
            """
            select facts.position, occurred_at, coalesce(names.person, facts.customer), kind, '', json
            from (
              select * from facts
              where position > ? and json is not null
                and (? or customer in (select unnest(?::varchar[])))
                and (?::varchar is null or journey = ?)
                and (? or kind in (select unnest(?::varchar[])))
                and (?::varchar is null or reason = ?)
                and occurred_at >= ? and occurred_at < ?
              order by position limit ?
            ) facts left join names on names.name = facts.customer
            order by facts.position
            """,
            Line::of,
            after,
            filter.customer == null,
            filter.customer == null ? Set.of() : Persons.names(query, filter.customer),
            filter.journey,
            filter.journey,
            filter.kinds.isEmpty(),
            new TreeSet<>(filter.kinds),
            filter.reason,
            filter.reason,
            filter.range.from(),
            filter.range.until(),
            Query.bounded(limit)));
  }

  /// Where the fact of this id stands; empty where there is none.
  public static OptionalLong position(Warehouse warehouse, String fact) {
    return warehouse.read(query ->
        query.rows("select position from facts where id = ?", row -> row.count(1), fact).stream()
            .mapToLong(Long::longValue)
            .findFirst());
  }

  /// The event that the same input was; empty where it was none, such as the passing of time.
  public Optional<Line> event(Warehouse warehouse) {
    long number = Position.number(position);
    return warehouse.read(query ->
        query
            .rows(
                """
                select position, occurred_at, customer, 'event', name, json from events
                where position >= ? and position < ? and json is not null
                order by position limit 1
                """,
                Line::of,
                Position.of(number, 0),
                position)
            .stream()
            .findFirst());
  }

  /// Events in the order in which they were taken in.
  ///
  /// @param after the position of the last one read
  public static List<Line> events(Warehouse warehouse, long after, Range range, int limit) {
    return warehouse.read(query ->
        query.rows(
            """
            select position, occurred_at, customer, 'event', name, json from events
            where position > ? and json is not null and occurred_at >= ? and occurred_at < ?
            order by position limit ?
            """,
            Line::of,
            after,
            range.from(),
            range.until(),
            Query.bounded(limit)));
  }

  /// The newest facts and events after a position, the oldest of them first: a stream that falls
  /// behind skips what nobody could read.
  public static List<Line> latest(Warehouse warehouse, long after, int limit) {
    return warehouse.read(query ->
        query.rows(
            LINES.formatted("position > ? order by position desc", "page.position"),
            Line::of,
            after,
            Query.bounded(limit)));
  }

  private static final String OF_PERSON =
      """
      customer in (select unnest(?::varchar[]))
        and (? or kind in (select unnest(?::varchar[])))
        and (occurred_at < ? or (occurred_at = ? and position < ?))
        order by occurred_at desc, position desc
      """;

  /// Facts and events of one person, the newest first.
  ///
  /// @param person by any of their names
  /// @param kinds of facts, and `event`; empty for all
  /// @param before where the page before ended; null for the first page
  public static List<Line> timeline(
      Warehouse warehouse, String person, Set<String> kinds, @Nullable Cursor before, int limit) {
    return warehouse.read(query ->
        query.rows(
            LINES.formatted(OF_PERSON, "occurred_at desc, page.position desc"),
            Line::of,
            Persons.names(query, person),
            kinds.isEmpty(),
            new TreeSet<>(kinds),
            before == null ? Range.ALL.until() : before.at,
            before == null ? Range.ALL.until() : before.at,
            before == null ? Long.MAX_VALUE : before.position,
            Query.bounded(limit)));
  }

  public Cursor cursor() {
    return new Cursor(at, position);
  }

  private static Line of(Row row) throws SQLException {
    return new Line(
        row.count(1), row.instant(2), row.text(3), row.text(4), row.text(5), row.text(6));
  }
}
