package dev.throughline.analytics;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One person's line in the directory.
///
/// @param orders of every conversion
/// @param revenue net of refunds, in one currency
public record PersonRow(
    String person,
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String country,
    Instant firstSeen,
    Instant lastSeen,
    long events,
    long orders,
    BigDecimal revenue) {

  /// What somebody is called, where that is known.
  public record Called(String person, @Nullable String name, @Nullable String email) {}

  private static final String ROWS =
      """
      with page as (%s), bought as (
        select person, count(*) as orders, sum(net) filter (where currency = ?) as revenue
        from orders where converted_at is not null and person in (select person from page)
        group by 1
      )
      select person, name, email, phone, country, first_seen, last_seen, events,
        coalesce(orders, 0), coalesce(revenue, 0)
      from page left join bought using (person)
      order by last_seen desc, person desc
      """;

  /// Those seen last come first.
  ///
  /// @param asked part of an id, a name, an address or a number; empty for everybody
  /// @param after the last of the page before; null for the first page
  public static List<PersonRow> search(
      Warehouse warehouse, String asked, String currency, @Nullable PersonRow after, int limit) {
    String part = asked.strip().toLowerCase(Locale.ROOT);
    return warehouse.read(query ->
        query.rows(
            ROWS.formatted(
                """
                select * from people
                where (? = '' or contains(lower(concat_ws(' ', person, name, email, phone)), ?)
                    or person in (select person from names where contains(lower(name), ?)))
                  and (?::timestamp is null or (last_seen, person) < (?, ?))
                order by last_seen desc, person desc limit ?
                """),
            PersonRow::of,
            part,
            part,
            part,
            after == null ? null : after.lastSeen,
            after == null ? null : after.lastSeen,
            after == null ? "" : after.person,
            Query.bounded(limit),
            currency));
  }

  /// One person by any of their names.
  public static Optional<PersonRow> named(Warehouse warehouse, String name, String currency) {
    return warehouse.read(query ->
        query
            .rows(
                ROWS.formatted("select * from people where person = ?"),
                PersonRow::of,
                Persons.named(query, name),
                currency)
            .stream()
            .findFirst());
  }

  /// How many people there are whose names or addresses match.
  public static long count(Warehouse warehouse, String asked) {
    String part = asked.strip().toLowerCase(Locale.ROOT);
    return warehouse.read(query ->
        part.isEmpty()
            ? query.row(
                """
                select count(distinct person) from person_events
                where user_id is not null or anonymous_id is not null
                """,
                row -> row.count(1))
            : query.row(
                """
                select count(*) from people
                where contains(lower(concat_ws(' ', person, name, email, phone)), ?)
                  or person in (select person from names where contains(lower(name), ?))
                """,
                row -> row.count(1),
                part,
                part));
  }

  /// What these people are called, by the names asked for.
  public static Map<String, Called> called(Warehouse warehouse, Collection<String> asked) {
    Map<String, Called> called = new TreeMap<>();
    if (!asked.isEmpty()) {
      warehouse.read(query ->
          query.rows(
              """
              with asked as (
                select asked.name as asked, coalesce(names.person, asked.name) as person
                from (select unnest(?::varchar[]) as name) asked
                  left join names on names.name = asked.name
              ), said as (
                select coalesce(names.person, profiles.customer) as person,
                  arg_max(profiles.name, profiles.position) as name,
                  arg_max(profiles.email, profiles.position) as email
                from profiles left join names on names.name = profiles.customer
                where coalesce(names.person, profiles.customer) in (select person from asked)
                group by 1
              )
              select asked, person, name, email from asked join said using (person)
              """,
              row ->
                  called.put(
                      row.text(1), new Called(row.text(2), row.textOrNull(3), row.textOrNull(4))),
              asked));
    }
    return called;
  }

  private static PersonRow of(Row row) throws SQLException {
    return new PersonRow(
        row.text(1),
        row.textOrNull(2),
        row.textOrNull(3),
        row.textOrNull(4),
        row.textOrNull(5),
        row.instant(6),
        row.instant(7),
        row.count(8),
        row.count(9),
        row.decimal(10));
  }
}
