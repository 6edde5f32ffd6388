package dev.throughline.analytics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The credit that one model gives to one journey, step, channel, arm or segment.
///
/// @param key `none` for touches that have no such thing, such as visits that belong to no journey
/// @param touches that have a weight
/// @param conversions the sum of their weights
/// @param value net of refunds
public record CreditRow(
    String model, String key, long touches, BigDecimal conversions, BigDecimal value) {

  /// By what credit is broken down; the keys are those of the report of `simulate`.
  public enum By {
    JOURNEY("coalesce(journey, 'none')"),
    /// `journey@version`.
    VERSION("coalesce(journey || '@' || version, 'none')"),
    /// `journey/step`.
    STEP("coalesce(journey || '/' || step, journey, 'none')"),
    CHANNEL("channel"),
    /// The variant that the message was of: `journey/split=arm`.
    ARM("coalesce(journey || '/' || arm, journey, 'none/' || arm, 'none')"),
    /// What the person was in when touched; who was in two counts in both.
    SEGMENT("segment");

    private final String key;

    By(String key) {
      this.key = key;
    }
  }

  /// Credit for orders that were made in the range, whenever it was restated.
  public static List<CreditRow> of(
      Warehouse warehouse, String conversion, String currency, By by, Range range) {
    return warehouse.read(query ->
        query.rows(
            """
            with credit as (
              select model, journey, version, step, channel, arm, weight, credits.value,
                unnest(case when ? and len(touch_segments) > 0 then touch_segments else ['none'] end)
                  as segment
              from credits join orders using (person, conversion, order_id, currency)
              where conversion = ? and currency = ? and converted_at >= ? and converted_at < ?
            )
            select model, %s,
              count(*) filter (where weight > 0), sum(weight), coalesce(sum(value), 0)
            from credit
            group by 1, 2 order by 1, 2
            """
                .formatted(by.key),
            row ->
                new CreditRow(
                    row.text(1), row.text(2), row.count(3), row.decimal(4), row.decimal(5)),
            by == By.SEGMENT,
            conversion,
            currency,
            range.from(),
            range.until()));
  }

  /// How many orders, made in the range, have a touch of each key, under any model.
  public static Map<String, Long> ordersTouched(
      Warehouse warehouse, String conversion, String currency, By by, Range range) {
    Map<String, Long> touched = new TreeMap<>();
    warehouse.read(query ->
        query.rows(
            """
            with credit as (
              select person, order_id, journey, version, step, channel, arm,
                unnest(case when ? and len(touch_segments) > 0 then touch_segments else ['none'] end)
                  as segment
              from credits join orders using (person, conversion, order_id, currency)
              where conversion = ? and currency = ? and weight > 0
                and converted_at >= ? and converted_at < ?
            )
            select %s, count(distinct (person, order_id)) from credit group by 1
            """
                .formatted(by.key),
            row -> touched.put(row.text(1), row.count(2)),
            by == By.SEGMENT,
            conversion,
            currency,
            range.from(),
            range.until()));
    return touched;
  }
}
