package dev.throughline.attribution;

import dev.throughline.customer.Conversion;
import dev.throughline.customer.Conversion.Credited;
import dev.throughline.customer.Touch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The credit of one conversion, kept as rows that are only ever added (rules C1 to C4): whatever
/// happens, the rows of each model sum to what the conversion is worth after refunds.
public final class Ledger {
  public static final Duration HALF_LIFE = Duration.ofDays(7);

  private Ledger() {}

  /// A row to add: what a touch's credit under a model changes by.
  ///
  /// @param weight the touch's weight from now on, 0 where it no longer counts
  public record Change(String model, Touch touch, BigDecimal weight, BigDecimal value) {}

  /// The conversion after a revision, and the rows that lead there; none where nothing changed.
  public record Restated(Conversion conversion, List<Change> changes) {
    public Restated {
      changes = List.copyOf(changes);
    }
  }

  /// Credits the conversion to the touches known now: the first time, or again after late touches,
  /// a merge, or a change of the specification.
  ///
  /// @param touches all of the person's, in any order
  public static Restated restate(
      Conversion now, ConversionSpec spec, List<Touch> touches, ZoneId zone) {
    List<Touch> eligible = EligibleTouches.of(now, spec, touches, zone);
    List<Instant> times = eligible.stream().map(Touch::at).toList();
    List<Credited> credits = new ArrayList<>();
    for (Model model : Model.values()) {
      List<BigDecimal> weights = Credit.weights(model, times, HALF_LIFE);
      credits.addAll(credits(now, now.refunded(), model.key(), eligible, weights));
    }
    return revise(now, now.refunded(), credits);
  }

  /// Takes back the credit of a refund in the original's proportions (rule C3); no more is ever
  /// refunded than is left.
  public static Restated refund(Conversion now, BigDecimal amount) {
    BigDecimal taken = amount.min(now.value().subtract(now.refunded()));
    if (taken.signum() <= 0) {
      return new Restated(now, List.of());
    }
    BigDecimal refunded = now.refunded().add(taken);
    TreeMap<String, List<Credited>> byModel = new TreeMap<>();
    for (Credited credited : now.credits()) {
      byModel.computeIfAbsent(credited.model(), _ -> new ArrayList<>()).add(credited);
    }
    List<Credited> credits = new ArrayList<>();
    byModel.forEach((model, before) -> {
      List<Touch> touches = before.stream().map(Credited::touch).toList();
      List<BigDecimal> weights = before.stream().map(Credited::weight).toList();
      credits.addAll(credits(now, refunded, model, touches, weights));
    });
    return revise(now, refunded, credits);
  }

  /// Net credits: the value split by the weights, less all refunds together split by the same, so
  /// that refunds in parts end where one in full does.
  private static List<Credited> credits(
      Conversion conversion,
      BigDecimal refunded,
      String model,
      List<Touch> touches,
      List<BigDecimal> weights) {
    int digits = Credit.digits(conversion.value(), conversion.currency());
    List<BigDecimal> gross = Credit.split(conversion.value(), weights, digits);
    // A changed specification may leave a conversion worth less than was refunded of it.
    BigDecimal lost = refunded.min(conversion.value().max(BigDecimal.ZERO));
    int lostDigits = Math.max(digits, Credit.digits(lost, conversion.currency()));
    List<BigDecimal> back = Credit.split(lost, weights, lostDigits, gross);
    List<Credited> credits = new ArrayList<>();
    for (int i = 0; i < touches.size(); i++) {
      if (weights.get(i).signum() > 0) {
        BigDecimal net = gross.get(i).subtract(back.get(i));
        credits.add(new Credited(model, touches.get(i), weights.get(i), net));
      }
    }
    return credits;
  }

  private static Restated revise(Conversion now, BigDecimal refunded, List<Credited> credits) {
    Map<Share, Credited> old = byShare(now.credits());
    Map<Share, Credited> kept = byShare(credits);
    List<Change> changes = new ArrayList<>();
    for (Credited credited : credits) {
      Credited before = old.get(Share.of(credited));
      BigDecimal added =
          before == null ? credited.value() : credited.value().subtract(before.value());
      boolean same = before != null && before.weight().compareTo(credited.weight()) == 0;
      if (!same || added.signum() != 0) {
        changes.add(new Change(credited.model(), credited.touch(), credited.weight(), added));
      }
    }
    for (Credited before : now.credits()) {
      if (!kept.containsKey(Share.of(before))) {
        BigDecimal taken = before.value().negate();
        changes.add(new Change(before.model(), before.touch(), BigDecimal.ZERO, taken));
      }
    }
    changes.sort(
        Comparator.comparing(Change::model).thenComparing(Change::touch, EligibleTouches.ORDER));
    Conversion then =
        new Conversion(
            now.spec(),
            now.order(),
            now.at(),
            now.value(),
            now.currency(),
            refunded,
            changes.isEmpty() ? now.revision() : now.revision() + 1,
            credits);
    return new Restated(then, changes);
  }

  private record Share(String model, Touch touch) {
    static Share of(Credited credited) {
      return new Share(credited.model(), credited.touch());
    }
  }

  private static Map<Share, Credited> byShare(List<Credited> credits) {
    Map<Share, Credited> byShare = new LinkedHashMap<>();
    credits.forEach(credited -> byShare.put(Share.of(credited), credited));
    return byShare;
  }
}
