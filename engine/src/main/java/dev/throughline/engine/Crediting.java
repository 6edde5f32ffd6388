package dev.throughline.engine;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.Ledger;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import dev.throughline.event.Money;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversions, refunds and campaign visits in the stream, and the credit that follows.
final class Crediting {
  private Crediting() {}

  static void hear(Turn turn, Event event) {
    Visits.touch(turn.catalog, event).ifPresent(touch -> touch(turn, touch));
    for (ConversionSpec spec : turn.catalog.conversions(event.name())) {
      if (Matching.matches(turn, spec.on(), null)) {
        convert(turn, spec, event);
      }
    }
    for (ConversionSpec spec : turn.catalog.refunds(event.name())) {
      if (spec.refund() != null && Matching.matches(turn, spec.refund().on(), null)) {
        refund(turn, spec, spec.refund(), event);
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
      refunded(turn, conversion, conversion.value().subtract(conversion.refunded()), turn.now);
      Conversion one = kept.get(twin);
      kept.set(twin, takeBack(turn, one, conversion.refunded().min(left(one)), turn.now));
    }
  }

  private static BigDecimal left(Conversion conversion) {
    return conversion.value().subtract(conversion.refunded());
  }

  private static void refunded(Turn turn, Conversion conversion, BigDecimal value, Instant at) {
    turn.tell(
        new Fact.What.Refunded(conversion.spec(), conversion.order(), value, conversion.currency()),
        at);
  }

  /// Refunds so much of a conversion; nothing where that is nothing.
  private static Conversion takeBack(
      Turn turn, Conversion conversion, BigDecimal value, Instant at) {
    if (value.signum() <= 0) {
      return conversion;
    }
    Ledger.Restated restated = Ledger.refund(conversion, value);
    refunded(turn, conversion, value, at);
    tell(turn, restated, "refund");
    return restated.conversion();
  }

  private static Ledger.Restated retracted(Conversion conversion) {
    List<Ledger.Change> changes = new ArrayList<>();
    for (Conversion.Credited credit : conversion.credits()) {
      changes.add(
          new Ledger.Change(
              credit.model(), credit.touch(), BigDecimal.ZERO, credit.value().negate()));
    }
    return new Ledger.Restated(conversion, changes);
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

  private static void tell(Turn turn, Ledger.Restated restated, @Nullable String reason) {
    Conversion conversion = restated.conversion();
    for (Ledger.Change change : restated.changes()) {
      Touch touch = change.touch();
      turn.tell(
          new Fact.What.Credit(
              conversion.spec(),
              conversion.order(),
              change.model(),
              touch.id(),
              touch.at(),
              touch.journey(),
              touch.version(),
              touch.step(),
              touch.channel(),
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
        spec.id() == null ? event.messageId() : text(turn.value(spec.id(), evaluation, document));
    order = order.isEmpty() ? event.messageId() : order;
    if (find(turn, spec.key(), order) >= 0) {
      return;
    }
    String currency =
        spec.currency() == null ? "" : text(turn.value(spec.currency(), evaluation, document));
    currency = currency.isEmpty() ? turn.catalog.workspace().currency() : currency;
    BigDecimal value =
        spec.value() == null
            ? BigDecimal.ZERO
            : amount(turn.value(spec.value(), evaluation, document));
    value = written(value, currency);
    Conversion conversion =
        new Conversion(
            spec.key(), order, event.at(), value, currency, BigDecimal.ZERO, 0, List.of());
    turn.tell(new Fact.What.Converted(spec.key(), order, value, currency), event.at());
    turn.customer.conversions.add(restate(turn, conversion, null));
  }

  private static void refund(
      Turn turn, ConversionSpec spec, ConversionSpec.Refund refund, Event event) {
    Evaluation evaluation = turn.evaluation(event, null);
    String document = "conversion " + spec.key();
    int index = find(turn, spec.key(), text(turn.value(refund.id(), evaluation, document)));
    if (index < 0) {
      return;
    }
    Conversion conversion = turn.customer.conversions.get(index);
    BigDecimal left = left(conversion);
    Value asked =
        refund.value() == null
            ? Value.Nothing.NOTHING
            : turn.value(refund.value(), evaluation, document);
    // As with other tools: a refund that names no amount is of the whole order.
    BigDecimal value =
        asked.isNothing() ? left : written(amount(asked).abs().min(left), conversion.currency());
    turn.customer.conversions.set(index, takeBack(turn, conversion, value, event.at()));
  }

  /// To the smallest unit of the currency, or finer where the amount is.
  private static BigDecimal written(BigDecimal value, String currency) {
    int digits = Math.max(Money.digits(currency), value.scale());
    return value.setScale(digits, RoundingMode.UNNECESSARY);
  }

  private static int find(Turn turn, String spec, String order) {
    List<Conversion> conversions = turn.customer.conversions;
    for (int i = 0; i < conversions.size(); i++) {
      if (conversions.get(i).spec().equals(spec) && conversions.get(i).order().equals(order)) {
        return i;
      }
    }
    return -1;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int(long number) -> Long.toString(number);
      case Value.Decimal(BigDecimal number) -> number.toPlainString();
      case Value.Nothing _,
          Value.Bool _,
          Value.Moment _,
          Value.Span _,
          Value.Items _,
          Value.Fields _ ->
          "";
    };
  }

  private static BigDecimal amount(Value value) {
    return switch (value) {
      case Value.Int(long number) -> BigDecimal.valueOf(number);
      case Value.Decimal(BigDecimal number) -> number;
      case Value.Text(String text) -> Amounts.parse(text);
      case Value.Nothing _,
          Value.Bool _,
          Value.Moment _,
          Value.Span _,
          Value.Items _,
          Value.Fields _ ->
          BigDecimal.ZERO;
    };
  }
}
