package dev.throughline.simulation;

import dev.throughline.catalog.Documents;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Customer;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Kpi;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What every holdout of a simulation measured: people who were treated beside people who were held
/// out, counted from first exposure whether or not anything reached them.
///
/// A journey is measured by its `kpi` within that window after first entry, its end included, and
/// without those whom the global holdout keeps from every journey. The global holdout, and a draft
/// without a `kpi`, are measured by every conversion of the catalog until the end.
final class HoldoutLift {
  private static final String GLOBAL = "global";

  private final List<Customer> customers;
  private final Orders orders;
  private final String currency;

  private HoldoutLift(List<Customer> customers, Orders orders, String currency) {
    this.customers = customers;
    this.orders = orders;
    this.currency = currency;
  }

  /// What is counted: conversions of one kind within a window (null: until the end).
  private record Outcome(String conversion, @Nullable CalendarSpan window) {
    boolean includes(Instant exposedAt, Instant at) {
      return at.isAfter(exposedAt)
          && (window == null || !at.isAfter(window.after(exposedAt, ZoneOffset.UTC)));
    }
  }

  static Fields of(Documents documents, List<Customer> customers, Orders orders) {
    HoldoutLift lift = new HoldoutLift(customers, orders, documents.workspace().currency());
    List<Outcome> every =
        documents.conversions().keySet().stream().map(key -> new Outcome(key, null)).toList();
    TreeMap<String, Value> values = new TreeMap<>();
    if (documents.workspace().holdoutBasisPoints() > 0) {
      values.put(GLOBAL, lift.measure(GLOBAL, every));
    }
    for (Journey journey : documents.journeys().values()) {
      Kpi kpi = journey.kpi();
      if (journey.holdoutBasisPoints() > 0) {
        List<Outcome> outcomes =
            kpi == null ? every : List.of(new Outcome(kpi.conversion(), kpi.window()));
        values.put(journey.key(), lift.measure(journey.key(), outcomes));
      }
    }
    return new Fields(values);
  }

  private Fields measure(String experiment, List<Outcome> outcomes) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("contaminated", Value.of(contaminated(experiment)));
    TreeMap<String, Value> byConversion = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      byConversion.put(outcome.conversion, measure(experiment, outcome));
    }
    values.put("outcomes", new Fields(byConversion));
    return new Fields(values);
  }

  private Fields measure(String experiment, Outcome outcome) {
    ArmTally treated = new ArmTally();
    ArmTally heldOut = new ArmTally();
    for (Customer customer : customers) {
      Arm arm = customer.arms.get(experiment);
      if (arm == null || arm.contaminated() || isKeptFromAll(customer, experiment)) {
        continue;
      }
      List<Orders.Order> converted =
          orders.by(customer.id).stream()
              .filter(order -> order.conversion.equals(outcome.conversion))
              .filter(order -> order.at != null && outcome.includes(arm.exposedAt(), order.at))
              .toList();
      (arm.isHoldout() ? heldOut : treated).add(converted, currency);
    }
    TreeMap<String, Value> values = new TreeMap<>();
    CalendarSpan window = outcome.window;
    values.put("window", window == null ? Value.Nothing.NOTHING : Value.of(window.toString()));
    values.put(Arm.TREATED, treated.fields());
    values.put(Arm.HOLDOUT, heldOut.fields());
    values.put("rate", treated.rateAgainst(heldOut));
    values.put("revenue_per_person", treated.revenueAgainst(heldOut));
    values.put("currency", Value.of(currency));
    return new Fields(values);
  }

  private long contaminated(String experiment) {
    return customers.stream()
        .map(customer -> customer.arms.get(experiment))
        .filter(arm -> arm != null && arm.contaminated())
        .count();
  }

  private static boolean isKeptFromAll(Customer customer, String experiment) {
    Arm global = customer.arms.get(GLOBAL);
    return global != null && global.isHoldout() && !experiment.equals(GLOBAL);
  }
}
