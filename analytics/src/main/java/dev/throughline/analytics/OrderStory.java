package dev.throughline.analytics;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One order and why each touch has the credit that it has.
///
/// @param touches in the order of time; those that count no more have weight 0 under every model
public record OrderStory(Order order, List<Refund> refunds, List<Touch> touches) {

  /// @param net what is left after refunds
  public record Order(
      String person,
      String conversion,
      String id,
      Instant at,
      BigDecimal value,
      BigDecimal net,
      String currency) {}

  public record Refund(Instant at, BigDecimal value) {}

  /// @param shares one for each model
  public record Touch(
      String id,
      Instant at,
      @Nullable String journey,
      @Nullable String step,
      String channel,
      List<Share> shares) {
    private Touch with(List<Share> all) {
      return new Touch(id, at, journey, step, channel, all);
    }
  }

  public record Share(String model, BigDecimal weight, BigDecimal value) {}

  private static final String ORDER =
      "select person, conversion, order_id, converted_at, value, net, currency from orders ";

  /// The newest orders first.
  ///
  /// @param person null for everybody's
  /// @param after the last of the page before; null for the first page
  public static List<Order> orders(
      Warehouse warehouse,
      String conversion,
      @Nullable String person,
      Range range,
      @Nullable Order after,
      int limit) {
    return warehouse.read(query ->
        query.rows(
            ORDER
                + """
                where conversion = ? and (?::varchar is null or person = ?)
                  and converted_at >= ? and converted_at < ?
                  and (?::timestamp is null or (converted_at, person, order_id) < (?, ?, ?))
                order by converted_at desc, person desc, order_id desc limit ?
                """,
            OrderStory::order,
            conversion,
            person,
            person,
            range.from(),
            range.until(),
            after == null ? null : after.at,
            after == null ? null : after.at,
            after == null ? "" : after.person,
            after == null ? "" : after.id,
            Query.bounded(limit)));
  }

  /// The newest order of this id, whoever made it.
  public static Optional<OrderStory> of(Warehouse warehouse, String conversion, String order) {
    return warehouse
        .<Optional<String>>read(query ->
            query
                .rows(
                    "select person from orders where conversion = ? and order_id = ?"
                        + " and converted_at is not null order by position desc limit 1",
                    row -> row.text(1),
                    conversion,
                    order)
                .stream()
                .findFirst())
        .flatMap(person -> of(warehouse, person, conversion, order));
  }

  /// @param person by any of their names
  public static Optional<OrderStory> of(
      Warehouse warehouse, String person, String conversion, String order) {
    return warehouse.read(query -> {
      String known = Persons.named(query, person);
      List<Order> found =
          query.rows(
              ORDER
                  + "where person = ? and conversion = ? and order_id = ? and converted_at is not null"
                  + " order by position",
              OrderStory::order,
              known,
              conversion,
              order);
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new OrderStory(
                  found.getFirst(),
                  refunds(query, found.getFirst()),
                  touches(query, found.getFirst())));
    });
  }

  static Order order(Row row) throws SQLException {
    return new Order(
        row.text(1),
        row.text(2),
        row.text(3),
        row.instant(4),
        row.decimal(5),
        row.decimal(6),
        row.text(7));
  }

  private static List<Refund> refunds(Query query, Order order) throws SQLException {
    return query.rows(
        """
        select occurred_at, coalesce(value, 0) from person_facts
        where kind = 'refund' and person = ? and conversion = ? and order_id = ?
        order by position
        """,
        row -> new Refund(row.instant(1), row.decimal(2)),
        order.person,
        order.conversion,
        order.id);
  }

  private record Told(Touch touch, Share share) {}

  private static List<Touch> touches(Query query, Order order) throws SQLException {
    List<Told> told =
        query.rows(
            """
            select touch, touched_at, journey, step, channel, model, weight, coalesce(value, 0)
            from credits where person = ? and conversion = ? and order_id = ?
            order by touched_at, touch, model
            """,
            row ->
                new Told(
                    new Touch(
                        row.text(1),
                        row.instant(2),
                        row.textOrNull(3),
                        row.textOrNull(4),
                        row.text(5),
                        List.of()),
                    new Share(row.text(6), row.decimal(7), row.decimal(8))),
            order.person,
            order.conversion,
            order.id);
    Map<Touch, List<Share>> shares = new LinkedHashMap<>();
    told.forEach(
        each -> shares.computeIfAbsent(each.touch, _ -> new ArrayList<>()).add(each.share));
    return shares.entrySet().stream().map(each -> each.getKey().with(each.getValue())).toList();
  }
}
