package dev.throughline.engine;

import dev.throughline.condition.Metric;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Message;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Bounds what a person costs: histories are cut where no window, look-back or feedback reaches.
final class Upkeep {
  /// Feedback on older messages is not matched any more.
  private static final Duration FEEDBACK = Duration.ofDays(400);

  /// Longer than any cap or look-back.
  private static final Duration HISTORY = Duration.ofDays(800);

  private static final int ENOUGH = 64;
  private static final int MAX_MESSAGES = 2_000;

  private Upkeep() {}

  /// Folds events that no window reaches into the totals, some at a time.
  static void trim(Turn turn, Metric metric, Tally tally) {
    if (tally.remembered() > ENOUGH) {
      tally.forget(turn.now.minus(turn.catalog.reach(metric)).toEpochMilli());
    }
  }

  static void trim(Turn turn) {
    Customer customer = turn.customer;
    Instant old = turn.now.minus(HISTORY);
    if (customer.reservations.size() > ENOUGH) {
      customer.reservations.removeIf(place -> place.at().isBefore(old));
    }
    if (customer.touches.size() > ENOUGH) {
      customer.touches.removeIf((Touch touch) -> touch.at().isBefore(old));
    }
    Refunds.trim(turn);
    List<Message> messages = customer.messages;
    if (messages.size() > ENOUGH) {
      Instant unheard = turn.now.minus(FEEDBACK);
      messages.removeIf(message ->
          message.outcome() != Message.Outcome.HELD && message.decidedAt().isBefore(unheard));
    }
    while (messages.size() > MAX_MESSAGES) {
      messages.removeFirst();
    }
  }
}
