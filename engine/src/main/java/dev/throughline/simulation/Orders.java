package dev.throughline.simulation;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every conversion with what was refunded of it and whether any touch has a share of it.
final class Orders {
  private final TreeMap<CustomerId, TreeMap<String, Order>> byCustomer = new TreeMap<>();
  private long told;

  /// One conversion. A refund or credit may be told of it under another name of the same person, so
  /// the parts are put together only at the end, by `canonical`.
  static final class Order {
    final String conversion;
    @Nullable Instant at;
    final Amounts value = new Amounts();
    final Amounts refunded = new Amounts();
    long refunds;

    /// What was told last of each touch under each model: the number of the fact, and whether the
    /// touch has a weight.
    final TreeMap<String, Told> touches = new TreeMap<>();

    Order(String conversion) {
      this.conversion = conversion;
    }

    void join(Order other) {
      at = at == null ? other.at : at;
      value.add(other.value);
      refunded.add(other.refunded);
      refunds += other.refunds;
      other.touches.forEach((touch, told) -> touches.merge(touch, told, Told::later));
    }

    boolean isCredited() {
      return touches.values().stream().anyMatch(Told::weighs);
    }

    /// What it is worth after refunds.
    BigDecimal net(String currency) {
      return value.in(currency).subtract(refunded.in(currency));
    }
  }

  record Told(long number, boolean weighs) {
    Told later(Told other) {
      return number > other.number ? this : other;
    }
  }

  void converted(CustomerId customer, Instant at, What.Converted fact) {
    Order order = order(customer, fact.conversion(), fact.order());
    order.at = at;
    order.value.add(fact.currency(), fact.value());
  }

  void refunded(CustomerId customer, What.Refunded fact) {
    Order order = order(customer, fact.conversion(), fact.order());
    order.refunded.add(fact.currency(), fact.value());
    order.refunds++;
  }

  void credited(CustomerId customer, What.Credit fact) {
    Order order = order(customer, fact.conversion(), fact.order());
    // One message may be a touch by its delivery first and by its click later.
    String touch = fact.model() + "\n" + fact.touch().id() + "\n" + fact.touch().status();
    order.touches.put(touch, new Told(++told, fact.weight().signum() > 0));
  }

  /// The same orders under the names that `names` ended with.
  Orders under(FinalNames names) {
    Orders joined = new Orders();
    byCustomer.forEach((customer, orders) ->
        orders.forEach((key, order) ->
            joined
                .of(names.canonical(customer))
                .computeIfAbsent(key, _ -> new Order(order.conversion))
                .join(order)));
    return joined;
  }

  Collection<Order> by(CustomerId customer) {
    TreeMap<String, Order> orders = byCustomer.get(customer);
    return orders == null ? List.of() : orders.values();
  }

  /// What the credited conversions are worth after refunds: what every model must share out.
  Amounts revenueCredited() {
    Amounts total = new Amounts();
    for (Order order : all()) {
      if (order.isCredited()) {
        addNet(total, order);
      }
    }
    return total;
  }

  /// Counts and sums by conversion.
  Fields fields() {
    TreeMap<String, List<Order>> byConversion = new TreeMap<>();
    for (Order order : all()) {
      byConversion.computeIfAbsent(order.conversion, _ -> new ArrayList<>()).add(order);
    }
    TreeMap<String, Value> values = new TreeMap<>();
    byConversion.forEach((conversion, orders) -> values.put(conversion, summary(orders)));
    return new Fields(values);
  }

  private static Fields summary(List<Order> orders) {
    Amounts value = new Amounts();
    Amounts refunded = new Amounts();
    Amounts credited = new Amounts();
    long refunds = 0;
    for (Order order : orders) {
      value.add(order.value);
      refunded.add(order.refunded);
      refunds += order.refunds;
      if (order.isCredited()) {
        addNet(credited, order);
      }
    }
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("count", Value.of((long) orders.size()));
    values.put("credited", Value.of(orders.stream().filter(Order::isCredited).count()));
    values.put("value", value.fields());
    values.put("refunds", Value.of(refunds));
    values.put("refunded", refunded.fields());
    values.put("revenue_credited", credited.fields());
    return new Fields(values);
  }

  private static void addNet(Amounts total, Order order) {
    total.add(order.value);
    total.subtract(order.refunded);
  }

  private List<Order> all() {
    return byCustomer.values().stream().flatMap(orders -> orders.values().stream()).toList();
  }

  private Order order(CustomerId customer, String conversion, String id) {
    return of(customer).computeIfAbsent(conversion + "\n" + id, _ -> new Order(conversion));
  }

  private Map<String, Order> of(CustomerId customer) {
    return byCustomer.computeIfAbsent(customer, _ -> new TreeMap<>());
  }
}
