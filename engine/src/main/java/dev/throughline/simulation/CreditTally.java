package dev.throughline.simulation;

import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The credit of each model, in total and by what its touches were. Only the segments overlap: who
/// was in two when touched counts in both.
final class CreditTally {
  private static final String NONE = "none";

  private final TreeMap<String, Shares> models = new TreeMap<>();

  private static final class Shares {
    final Amounts total = new Amounts();
    final TreeMap<String, Amounts> byJourney = new TreeMap<>();
    final TreeMap<String, Amounts> byVersion = new TreeMap<>();
    final TreeMap<String, Amounts> byStep = new TreeMap<>();
    final TreeMap<String, Amounts> byVariant = new TreeMap<>();
    final TreeMap<String, Amounts> bySegment = new TreeMap<>();
    final TreeMap<String, Amounts> byChannel = new TreeMap<>();
  }

  void add(What.Credit fact) {
    Shares shares = models.computeIfAbsent(fact.model(), _ -> new Shares());
    shares.total.add(fact.currency(), fact.value());
    Touch touch = fact.touch();
    String journey = touch.journey() == null ? NONE : touch.journey();
    add(shares.byJourney, journey, fact);
    add(
        shares.byVersion,
        touch.journey() == null ? journey : journey + "@" + touch.version(),
        fact);
    add(shares.byStep, within(journey, touch.step()), fact);
    add(shares.byVariant, within(journey, touch.exposure().arm()), fact);
    add(shares.byChannel, touch.channel(), fact);
    List<String> segments = touch.exposure().segments();
    for (String segment : segments.isEmpty() ? List.of(NONE) : segments) {
      add(shares.bySegment, segment, fact);
    }
  }

  private static String within(String journey, @Nullable String part) {
    return part == null ? journey : journey + "/" + part;
  }

  private static void add(Map<String, Amounts> amounts, String key, What.Credit fact) {
    amounts.computeIfAbsent(key, _ -> new Amounts()).add(fact.currency(), fact.value());
  }

  /// @param revenue what the credited conversions are worth; every model's total must equal it (C1)
  Fields fields(Amounts revenue) {
    TreeMap<String, Value> byModel = new TreeMap<>();
    boolean balanced = true;
    for (var entry : models.entrySet()) {
      Shares shares = entry.getValue();
      balanced &= shares.total.sameAs(revenue);
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("total", shares.total.fields());
      values.put("by_journey", fields(shares.byJourney));
      values.put("by_version", fields(shares.byVersion));
      values.put("by_step", fields(shares.byStep));
      values.put("by_variant", fields(shares.byVariant));
      values.put("by_channel", fields(shares.byChannel));
      values.put("by_segment", fields(shares.bySegment));
      byModel.put(entry.getKey(), new Fields(values));
    }
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("revenue_credited", revenue.fields());
    values.put("sums_to_revenue_credited", Value.of(balanced));
    values.put("models", new Fields(byModel));
    return new Fields(values);
  }

  private static Fields fields(Map<String, Amounts> amounts) {
    TreeMap<String, Value> values = new TreeMap<>();
    amounts.forEach((key, amount) -> values.put(key, amount.fields()));
    return new Fields(values);
  }
}
