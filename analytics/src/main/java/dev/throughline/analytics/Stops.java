package dev.throughline.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What kept messages from being sent, by reason.
///
/// @param held were held for it at first, whatever came of them
/// @param dropped were dropped for it
/// @param ghost were of people held out at this level
public record Stops(String reason, long held, long dropped, long ghost) {

  /// Messages that one rule stopped.
  public record OfRule(long held, long dropped) {}

  /// How many people something cannot be sent to on a channel, and why.
  public record Blocked(String reason, String channel, long people) {}

  /// How many people got so many messages.
  public record Got(long messages, long people) {}

  /// The most frequent first.
  public static List<Stops> of(Warehouse warehouse, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select reason, sum(held)::bigint, sum(dropped)::bigint, sum(ghost)::bigint
            from (
              select held_for as reason, 1 as held, 0 as dropped, 0 as ghost from messages
              where held_for is not null and decided_at >= ? and decided_at < ?
              union all
              select reason, 0, (outcome = 'dropped')::integer, (outcome = 'ghost')::integer
              from messages
              where outcome in ('dropped', 'ghost') and reason is not null
                and decided_at >= ? and decided_at < ?
            )
            group by 1 order by sum(held) + sum(dropped) + sum(ghost) desc, 1
            """,
            row -> new Stops(row.text(1), row.count(2), row.count(3), row.count(4)),
            range.from(),
            range.until(),
            range.from(),
            range.until()));
  }

  /// Messages whose check of this name failed with what begins with `saw`, a pattern of RE2.
  public static OfRule ofCheck(Warehouse warehouse, String check, String saw, Range range) {
    String pattern = "\"check\":\"%s\",\"passed\":false,\"saw\":\"%s".formatted(check, saw);
    return warehouse.read(query ->
        query.row(
            """
            select count(distinct message) filter (where outcome = 'held'),
              count(distinct message) filter (where outcome = 'dropped')
            from facts
            where kind = 'message.decided' and outcome in ('held', 'dropped')
              and occurred_at >= ? and occurred_at < ? and regexp_matches(json, ?)
            """,
            row -> new OfRule(row.count(1), row.count(2)),
            range.from(),
            range.until(),
            pattern));
  }

  /// Messages that quiet hours stopped on these channels; empty for all.
  public static OfRule ofQuietHours(Warehouse warehouse, Set<String> channels, Range range) {
    return warehouse.read(query ->
        query.row(
            """
            select count(*) filter (where held_for = 'quiet_hours'),
              count(*) filter (where outcome = 'dropped' and reason = 'quiet_hours')
            from messages
            where decided_at >= ? and decided_at < ?
              and (? or channel in (select unnest(?::varchar[])))
            """,
            row -> new OfRule(row.count(1), row.count(2)),
            range.from(),
            range.until(),
            channels.isEmpty(),
            new TreeSet<>(channels)));
  }

  /// People of whom a channel said that it cannot, or must not, be used.
  public static List<Blocked> blocked(Warehouse warehouse) {
    return warehouse.read(query ->
        query.rows(
            """
            select substr(kind, 9), channel, count(distinct person) from person_facts
            where kind in ('message.bounced', 'message.complained', 'message.unsubscribed')
            group by 1, 2 order by 1, 2
            """,
            row -> new Blocked(row.text(1), row.text(2), row.count(3))));
  }

  /// Of people who got any, how many got how many messages of these journeys.
  public static List<Got> pressure(Warehouse warehouse, Set<String> journeys, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            select messages, count(*) from (
              select person, count(*) as messages from messages
              where outcome = 'sent' and decided_at >= ? and decided_at < ?
                and journey in (select unnest(?::varchar[]))
              group by 1
            ) group by 1 order by 1
            """,
            row -> new Got(row.count(1), row.count(2)),
            range.from(),
            range.until(),
            new TreeSet<>(journeys)));
  }

  /// How many people have been sent at least so many messages since a moment.
  ///
  /// @param channels, journeys of which messages count; empty channels: all
  public static long peopleWith(
      Warehouse warehouse,
      long atLeast,
      Set<String> channels,
      Set<String> journeys,
      Instant since) {
    return warehouse.read(query ->
        query.row(
            """
            select count(*) from (
              select person from messages
              where outcome = 'sent' and decided_at > ?
                and (? or channel in (select unnest(?::varchar[])))
                and journey in (select unnest(?::varchar[]))
              group by 1 having count(*) >= ?
            )
            """,
            row -> row.count(1),
            since,
            channels.isEmpty(),
            new TreeSet<>(channels),
            new TreeSet<>(journeys),
            atLeast));
  }
}
