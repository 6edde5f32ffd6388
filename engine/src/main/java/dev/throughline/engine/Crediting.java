package dev.throughline.engine;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.Ledger;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversions, refunds and campaign visits in the stream, and the credit that follows.
final class Crediting {
  private Crediting() {}

  static void hear(Turn turn, Event event) {
    Visits.touch(turn, event).ifPresent(touch -> touch(turn, touch));
    for (ConversionSpec spec : turn.catalog.conversions(event.name())) {
      if (Matching.matches(turn, spec.on(), null)) {
        convert(turn, spec, event);
      }
    }
    for (ConversionSpec spec : turn.catalog.refunds(event.name())) {
      if (spec.refund() != null && Matching.matches(turn, spec.refund().on(), null)) {
        Refunds.hear(turn, spec, spec.refund(), event);
      }
    }
  }

  /// Adds a touch; conversions that it precedes are credited anew (rule C4).
  static void touch(Turn turn, Touch touch) {
    turn.customer.touches.add(touch);
    for (Conversion conversion : turn.customer.conversions) {
      if (touch.at().isBefore(conversion.at())) {
        restateAll(turn, "late_touch");
        return;
      }
    }
  }

  /// Brings the credit of every conversion in line with the touches known now.
  static void restateAll(Turn turn, String reason) {
    List<Conversion> conversions = turn.customer.conversions;
    for (int i = 0; i < conversions.size(); i++) {
      conversions.set(i, restate(turn, conversions.get(i), reason));
    }
  }

  /// After a merge: the same order twice is one conversion, the earlier; what the other gave is
  /// taken back, and what was refunded of it counts for the one.
  static void dropTwins(Turn turn) {
    List<Conversion> all = List.copyOf(turn.customer.conversions);
    List<Conversion> kept = turn.customer.conversions;
    kept.clear();
    for (Conversion conversion : all) {
      int twin = find(turn, conversion.spec(), conversion.order());
      if (twin < 0) {
        kept.add(conversion);
        continue;
      }
      tell(turn, retracted(conversion), "duplicate");
      BigDecimal left = Refunds.left(conversion);
      if (left.signum() != 0) {
        Refunds.tell(turn, conversion, left, turn.now);
      }
      Conversion one = kept.get(twin);
      BigDecimal refunded = conversion.refunded().min(Refunds.left(one));
      kept.set(twin, Refunds.takeBack(turn, one, refunded, turn.now));
    }
  }

  private static Ledger.Restated retracted(Conversion conversion) {
    List<Ledger.Change> changes = new ArrayList<>();
    for (Conversion.Credited credit : conversion.credits()) {
      changes.add(
          new Ledger.Change(
              credit.model(), credit.touch(), BigDecimal.ZERO, credit.value().negate()));
    }
    return new Ledger.Restated(conversion.revised(List.of()), changes);
  }

  private static Conversion restate(Turn turn, Conversion conversion, @Nullable String reason) {
    ConversionSpec spec = turn.catalog.documents().conversions().get(conversion.spec());
    if (spec == null) {
      return conversion;
    }
    Ledger.Restated restated = Ledger.restate(conversion, spec, turn.customer.touches, turn.zone());
    tell(turn, restated, reason);
    return restated.conversion();
  }

  static void tell(Turn turn, Ledger.Restated restated, @Nullable String reason) {
    Conversion conversion = restated.conversion();
    for (Ledger.Change change : restated.changes()) {
      turn.tell(
          new Fact.What.Credit(
              conversion.spec(),
              conversion.order(),
              change.model(),
              change.touch(),
              change.weight(),
              change.value(),
              conversion.currency(),
              conversion.revision(),
              reason));
    }
  }

  private static void convert(Turn turn, ConversionSpec spec, Event event) {
    Evaluation evaluation = turn.evaluation(event, null);
    String document = "conversion " + spec.key();
    String order =
        spec.id() == null
            ? event.messageId()
            : Amounts.text(turn.value(spec.id(), evaluation, document));
    order = order.isEmpty() ? event.messageId() : order;
    if (find(turn, spec.key(), order) >= 0) {
      return;
    }
    String currency =
        spec.currency() == null
            ? ""
            : Amounts.text(turn.value(spec.currency(), evaluation, document));
    currency = currency.isEmpty() ? turn.catalog.workspace().currency() : currency;
    BigDecimal value =
        spec.value() == null
            ? BigDecimal.ZERO
            : Amounts.of(turn.value(spec.value(), evaluation, document));
    value = Amounts.written(value, currency);
    Conversion conversion =
        new Conversion(
            spec.key(), order, event.at(), value, currency, BigDecimal.ZERO, 0, List.of());
    turn.tell(new Fact.What.Converted(spec.key(), order, value, currency), event.at());
    turn.customer.conversions.add(restate(turn, conversion, null));
    Refunds.settle(turn);
  }

  static int find(Turn turn, String spec, String order) {
    List<Conversion> conversions = turn.customer.conversions;
    for (int i = 0; i < conversions.size(); i++) {
      if (conversions.get(i).spec().equals(spec) && conversions.get(i).order().equals(order)) {
        return i;
      }
    }
    return -1;
  }
}
