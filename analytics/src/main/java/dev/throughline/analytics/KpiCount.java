package dev.throughline.analytics;

import dev.throughline.event.CalendarSpan;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How many of those who entered a journey, and were not held out, reached its primary outcome.
///
/// @param people who converted within the window after an entry
/// @param revenue of those orders, each once, net of refunds, in one currency
public record KpiCount(long people, BigDecimal revenue) {

  /// @param version null for all
  /// @param window its end included, its days in UTC
  /// @param entered when they must have entered
  public static KpiCount of(
      Warehouse warehouse,
      String journey,
      @Nullable Integer version,
      String conversion,
      CalendarSpan window,
      String currency,
      Range entered) {
    return warehouse.read(query ->
        query.row(
            """
            with entrant as (
              select person, occurred_at as entered_at from person_facts
              where kind = 'journey.entered' and journey = ? and arm = 'treated'
                and (?::integer is null or version = ?) and occurred_at >= ? and occurred_at < ?
            ), hit as (
              select distinct orders.person, order_id, currency, net
              from entrant join orders on orders.person = entrant.person
              where conversion = ? and converted_at > entered_at
                and converted_at
                  <= entered_at + to_months(?::integer) + to_days(?::integer) + to_milliseconds(?::bigint)
            )
            select count(distinct person), coalesce(sum(net) filter (where currency = ?), 0) from hit
            """,
            row -> new KpiCount(row.count(1), row.decimal(2)),
            journey,
            version,
            version,
            entered.from(),
            entered.until(),
            conversion,
            window.days().toTotalMonths(),
            window.days().get(ChronoUnit.DAYS),
            window.clock().toMillis(),
            currency));
  }
}
