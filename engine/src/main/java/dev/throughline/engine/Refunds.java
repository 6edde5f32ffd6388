package dev.throughline.engine;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.Ledger;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.PendingRefund;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes back the credit of orders that are refunded (rule C3). What an order cannot give waits: it
/// may not be known yet, or be known of somebody who turns out to be the same person.
final class Refunds {
  /// A refund waits so long for its order.
  static final Duration PENDING = Duration.ofDays(90);

  /// Of more refunds that wait, the oldest are forgotten.
  static final int MAX_PENDING = 100;

  private Refunds() {}

  static void hear(Turn turn, ConversionSpec spec, ConversionSpec.Refund refund, Event event) {
    Evaluation evaluation = turn.evaluation(event, null);
    String document = "conversion " + spec.key();
    String order = Amounts.text(turn.value(refund.id(), evaluation, document));
    if (order.isEmpty()) {
      return;
    }
    Value asked =
        refund.value() == null
            ? Value.Nothing.NOTHING
            : turn.value(refund.value(), evaluation, document);
    // As with other tools: a refund that names no amount is of the whole order.
    BigDecimal amount = asked.isNothing() ? null : Amounts.of(asked).abs();
    takeBack(turn, new PendingRefund(spec.key(), order, amount, event.at(), turn.now));
  }

  /// Asks again for what waits: orders have become known.
  static void settle(Turn turn) {
    List<PendingRefund> waiting = List.copyOf(turn.customer.pendingRefunds);
    turn.customer.pendingRefunds.clear();
    for (PendingRefund refund : waiting) {
      if (!isOver(refund, turn.now)) {
        takeBack(turn, refund);
      }
    }
  }

  static void trim(Turn turn) {
    List<PendingRefund> pending = turn.customer.pendingRefunds;
    if (!pending.isEmpty()) {
      pending.removeIf(refund -> isOver(refund, turn.now));
    }
    while (pending.size() > MAX_PENDING) {
      pending.removeFirst();
    }
  }

  private static boolean isOver(PendingRefund refund, Instant now) {
    return refund.heardAt().plus(PENDING).isBefore(now);
  }

  private static void takeBack(Turn turn, PendingRefund refund) {
    List<Conversion> conversions = turn.customer.conversions;
    int index = Crediting.find(turn, refund.conversion(), refund.order());
    BigDecimal taken = BigDecimal.ZERO;
    if (index >= 0) {
      Conversion conversion = conversions.get(index);
      taken = possible(conversion, refund.amount());
      conversions.set(index, takeBack(turn, conversion, taken, refund.at()));
    }
    BigDecimal rest = refund.amount() == null ? null : refund.amount().subtract(taken);
    if (rest == null || rest.signum() > 0) {
      turn.customer.pendingRefunds.add(
          new PendingRefund(
              refund.conversion(), refund.order(), rest, refund.at(), refund.heardAt()));
    }
  }

  /// So much of what is asked for as the order has left.
  private static BigDecimal possible(Conversion conversion, @Nullable BigDecimal amount) {
    BigDecimal left = left(conversion);
    return amount == null
        ? left.max(BigDecimal.ZERO)
        : Amounts.written(amount, conversion.currency()).min(left).max(BigDecimal.ZERO);
  }

  static BigDecimal left(Conversion conversion) {
    return conversion.value().subtract(conversion.refunded());
  }

  /// Refunds so much of a conversion; nothing where that is nothing.
  static Conversion takeBack(Turn turn, Conversion conversion, BigDecimal value, Instant at) {
    if (value.signum() <= 0) {
      return conversion;
    }
    Ledger.Restated restated = Ledger.refund(conversion, value);
    tell(turn, conversion, value, at);
    Crediting.tell(turn, restated, "refund");
    return restated.conversion();
  }

  static void tell(Turn turn, Conversion conversion, BigDecimal value, Instant at) {
    turn.tell(
        new Fact.What.Refunded(conversion.spec(), conversion.order(), value, conversion.currency()),
        at);
  }
}
