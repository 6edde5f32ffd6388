package dev.throughline.analytics;

import java.math.BigDecimal;
import java.util.List;

/// A journey's line in the registry.
///
/// @param hereNow people in it at present
/// @param entered entries in the range
/// @param sent, ghosts sends decided in the range
/// @param goals runs that reached their goal in the range
/// @param conversions orders in the range of which it has credit under the model
/// @param revenue that credit, in one currency
public record JourneyRow(
    String journey,
    long hereNow,
    long entered,
    long sent,
    long ghosts,
    long goals,
    long conversions,
    BigDecimal revenue) {

  /// One row for each journey that anything was told of, by key.
  ///
  /// @param model under which revenue and conversions are credited
  public static List<JourneyRow> registry(
      Warehouse warehouse, Range range, String model, String currency) {
    return warehouse.read(query ->
        query.rows(
            """
            with here as (
              select journey, count(distinct person) as people from runs
              where exited_at is null group by 1
            ), told as (
              select journey,
                count(*) filter (where kind = 'journey.entered' and within) as entered,
                count(*) filter (where outcome = 'sent' and within) as sent,
                count(*) filter (where outcome = 'ghost' and within) as ghosts,
                count(*) filter (where kind = 'journey.exited' and reason = 'goal' and within) as goals
              from (select *, occurred_at >= ? and occurred_at < ? as within from facts
                    where journey is not null and kind <> 'credit')
              group by 1
            ), earned as (
              select journey, count(distinct (person, conversion, order_id)) as conversions,
                sum(credits.value) as revenue
              from credits join orders using (person, conversion, order_id, currency)
              where model = ? and currency = ? and weight > 0
                and converted_at >= ? and converted_at < ?
              group by 1
            )
            select journey, coalesce(people, 0), entered, sent, ghosts, goals,
              coalesce(conversions, 0), coalesce(revenue, 0)
            from told left join here using (journey) left join earned using (journey)
            order by 1
            """,
            row ->
                new JourneyRow(
                    row.text(1),
                    row.count(2),
                    row.count(3),
                    row.count(4),
                    row.count(5),
                    row.count(6),
                    row.count(7),
                    row.decimal(8)),
            range.from(),
            range.until(),
            model,
            currency,
            range.from(),
            range.until()));
  }
}
