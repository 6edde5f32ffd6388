package dev.throughline.condition;

import dev.throughline.condition.Evaluation.ConsentReading;
import dev.throughline.condition.Expr.Window;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Membership;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Nothing;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What the functions of contract section 3 answer of one person: counters, first and last events,
/// memberships, consent, the visit.
record Standing(Customer customer, ConsentReading consent, ZoneId zone, Notes notes) {
  private static final long DAY_MS = 86_400_000;

  boolean any(Metric metric, Window window) {
    return Windows.any(customer.tallies.get(metric.key()), window, zone, notes);
  }

  Value count(Metric metric, Window window) {
    return Numbers.of(Windows.count(customer.tallies.get(metric.key()), window, zone, notes));
  }

  Value sum(Metric metric, Window window) {
    return Numbers.of(Windows.sum(customer.tallies.get(metric.key()), window, zone, notes));
  }

  Value first(String name) {
    return happened(customer.first.get(name));
  }

  Value last(String name) {
    return happened(customer.last.get(name));
  }

  Value daysSince(String name) {
    Event last = customer.last.get(name);
    if (last == null || isAhead(last)) {
      return Nothing.NOTHING;
    }
    long at = Times.ms(last.at());
    long days = (notes.nowMs - at) / DAY_MS;
    notes.changesAt(at + (days + 1) * DAY_MS);
    return Numbers.of(days);
  }

  /// A member's segment is looked at again when its own condition could change.
  boolean isIn(String segment) {
    Membership membership = customer.segments.get(segment);
    if (membership == null) {
      return false;
    }
    if (membership.recheckAt() != null) {
      notes.changesAt(Times.ms(membership.recheckAt()));
    }
    return membership.in();
  }

  boolean isMemberOf(String audience) {
    return customer.audiences.contains(audience);
  }

  boolean consented(String purpose, String channel) {
    return consent.consented(purpose, channel);
  }

  Value session() {
    return Visit.events(customer.session, notes);
  }

  private Value happened(@Nullable Event event) {
    return event == null || isAhead(event) ? Nothing.NOTHING : EventFields.all(event);
  }

  /// An event stamped ahead of the clock has not happened yet.
  private boolean isAhead(Event event) {
    long at = Times.ms(event.at());
    notes.changesAt(at);
    return at > notes.nowMs;
  }
}
