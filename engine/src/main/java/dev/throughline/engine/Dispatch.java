package dev.throughline.engine;

import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Customer;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Policy.Suppression;
import java.util.Optional;

/// Looks once more at a message that was decided, just before it leaves: what stops a person's
/// messages may have come up since.
final class Dispatch {
  private static final String TRANSACTIONAL = "transactional";

  private Dispatch() {}

  /// Why it may not leave any more; empty if it may.
  static Optional<String> refusal(Turn turn, String purpose, String channel, String address) {
    Customer customer = turn.customer;
    if (customer.erased) {
      return Optional.of("erased");
    }
    boolean transactional = purpose.equals(TRANSACTIONAL);
    String bad = customer.badAddresses.get(channel + ":" + address);
    if (bad != null && (bad.equals("bounced") || !transactional)) {
      return Optional.of("suppressed");
    }
    if (!Consent.allows(customer, purpose, channel, turn.catalog.workspace().consent())) {
      return Optional.of("no_consent");
    }
    for (Suppression rule : turn.catalog.policy().suppressions()) {
      boolean about = rule.purpose() == null ? !transactional : rule.purpose().equals(purpose);
      if (about && (rule.channel() == null || rule.channel().equals(channel))) {
        Evaluation evaluation = turn.evaluation(null, null);
        if (turn.holds(rule.when(), evaluation, "policy " + rule.reason())) {
          return Optional.of("suppressed");
        }
      }
    }
    return Optional.empty();
  }
}
