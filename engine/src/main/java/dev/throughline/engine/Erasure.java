package dev.throughline.engine;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
import java.util.List;

/// Forgets a person: journeys end, everything known goes; what stays is that nothing may be sent.
final class Erasure {
  private Erasure() {}

  static void erase(Turn turn) {
    Customer customer = turn.customer;
    for (Instance instance : List.copyOf(customer.instances)) {
      Exits.leave(turn, instance, Exits.Reason.ERASED);
    }
    customer.erased = true;
    customer.identifiers.clear();
    customer.traits.clear();
    customer.account = null;
    customer.device = null;
    customer.badAddresses.clear();
    customer.tallies.clear();
    customer.first.clear();
    customer.last.clear();
    customer.session.clear();
    customer.recent.clear();
    customer.segments.clear();
    customer.recheckAt = null;
    customer.audiences.clear();
    customer.runs.clear();
    customer.paused.clear();
    customer.alarms.clear();
    customer.messages.clear();
    customer.reservations.clear();
    customer.touches.clear();
    customer.conversions.clear();
    customer.pendingRefunds.clear();
    customer.arms.clear();
    customer.offers.clear();
    turn.touched.clear();
    turn.tell(new Fact.What.Erased());
  }
}
