package dev.throughline.analytics;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An archived event that may have decided what somebody can be sent, with where they lived as far
/// as was known when it was taken in. Of people who were erased there is none.
///
/// @param json the event as it is kept and exported
/// @param country as their address named it
public record ConsentLine(
    long position, Instant at, String json, @Nullable String country, @Nullable String phone) {

  /// The newest decision first.
  ///
  /// @param person by any of their names
  /// @param before where the page before ended; null for the first page
  public static List<ConsentLine> of(
      Warehouse warehouse, String person, Line.@Nullable Cursor before, int limit) {
    return warehouse.read(query -> {
      List<String> names = Persons.names(query, person);
      Instant until = before == null ? Range.ALL.until() : before.at();
      return query.rows(
          """
          with said as (
            select position, occurred_at, json from events
            where customer in (select unnest(?::varchar[])) and json is not null
              and (name in ('Subscribed', 'Unsubscribed') or contains(json, '"categoryPreferences"'))
              and (occurred_at < ? or (occurred_at = ? and position < ?))
            order by occurred_at desc, position desc limit ?
          ), lived as (
            select position, country, phone from profiles
            where customer in (select unnest(?::varchar[]))
          )
          select said.position, occurred_at, json,
            arg_max(country, lived.position), arg_max(phone, lived.position)
          from said left join lived on lived.position <= said.position
          group by said.position, occurred_at, json
          order by occurred_at desc, said.position desc
          """,
          ConsentLine::of,
          names,
          until,
          until,
          before == null ? Long.MAX_VALUE : before.position(),
          Query.bounded(limit),
          names);
    });
  }

  /// The number that the log gave the input.
  public long entry() {
    return Position.number(position);
  }

  private static ConsentLine of(Row row) throws SQLException {
    return new ConsentLine(
        row.count(1), row.instant(2), row.text(3), row.textOrNull(4), row.textOrNull(5));
  }
}
