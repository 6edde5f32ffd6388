package dev.throughline.analytics;

import dev.throughline.analytics.OrderStory.Order;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One order in a list, with how many touches share its credit.
public record OrderRow(Order order, long touches) {

  /// The newest orders first.
  ///
  /// @param asked part of an order's id, or of a person's name, address or id; empty for all
  /// @param journey only orders with a touch of it; null for all
  /// @param after the last of the page before; null for the first page
  public static List<OrderRow> search(
      Warehouse warehouse,
      String conversion,
      String asked,
      @Nullable String journey,
      @Nullable Order after,
      int limit) {
    String part = asked.strip().toLowerCase(Locale.ROOT);
    return warehouse.read(query ->
        query.rows(
            """
            with page as (
              select * from orders
              where conversion = ? and converted_at is not null
                and (? = '' or contains(lower(order_id), ?) or person in (
                  select person from people
                  where contains(lower(concat_ws(' ', person, name, email)), ?)))
                and (?::varchar is null or exists (
                  select 1 from credits
                  where credits.person = orders.person and credits.conversion = orders.conversion
                    and credits.order_id = orders.order_id and credits.journey = ? and weight > 0))
                and (?::timestamp is null or (converted_at, person, order_id) < (?, ?, ?))
              order by converted_at desc, person desc, order_id desc limit ?
            ), shared as (
              select person, conversion, order_id, currency, count(distinct touch) as touches
              from credits where weight > 0 and order_id in (select order_id from page)
              group by all
            )
            select person, conversion, order_id, converted_at, page.value, net, currency,
              coalesce(touches, 0)
            from page left join shared using (person, conversion, order_id, currency)
            order by converted_at desc, person desc, order_id desc
            """,
            row -> new OrderRow(OrderStory.order(row), row.count(8)),
            conversion,
            part,
            part,
            part,
            journey,
            journey,
            after == null ? null : after.at(),
            after == null ? null : after.at(),
            after == null ? "" : after.person(),
            after == null ? "" : after.id(),
            Query.bounded(limit)));
  }
}
