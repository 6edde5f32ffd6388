package dev.throughline.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sums that stand over lists and reports.
public final class Totals {
  private Totals() {}

  /// When the newest fact or event that is here happened; null while there is none.
  public static @Nullable Instant asOf(Warehouse warehouse) {
    return warehouse
        .<Optional<Instant>>read(query ->
            query.row(
                """
                select max(moment) from (
                  select max(occurred_at) as moment from facts
                  union all select max(occurred_at) from events
                )
                """,
                row -> Optional.ofNullable(row.instantOrNull(1))))
        .orElse(null);
  }

  /// What a person has been sent and not sent.
  public record Messages(long sent, long notSent) {}

  /// @param person by any of their names
  public static Messages messages(Warehouse warehouse, String person) {
    return warehouse.read(query ->
        query.row(
            """
            select count(distinct message) filter (where outcome = 'sent'),
              count(distinct message) filter (where outcome in ('dropped', 'ghost'))
            from facts
            where kind = 'message.decided' and customer in (select unnest(?::varchar[]))
            """,
            row -> new Messages(row.count(1), row.count(2)),
            Persons.names(query, person)));
  }

  /// All orders of a conversion, and those that a model gives credit for.
  public record Orders(long orders, BigDecimal value, long credited, BigDecimal creditedValue) {}

  public static Orders orders(
      Warehouse warehouse, String conversion, String currency, Range range) {
    return warehouse.read(query ->
        query.row(
            """
            with made as (
              select person, conversion, order_id, currency, net from orders
              where conversion = ? and currency = ? and converted_at >= ? and converted_at < ?
            ), touched as (
              select distinct person, conversion, order_id, currency from credits
              where conversion = ? and currency = ? and weight > 0
            )
            select count(*), coalesce(sum(net), 0),
              count(touched.person), coalesce(sum(net) filter (where touched.person is not null), 0)
            from made left join touched
              on made.person = touched.person and made.order_id = touched.order_id
            """,
            row -> new Orders(row.count(1), row.decimal(2), row.count(3), row.decimal(4)),
            conversion,
            currency,
            range.from(),
            range.until(),
            conversion,
            currency));
  }
}
