package dev.throughline.governance;

import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Customer;
import dev.throughline.journey.Journey;

/// Whether a person may be sent something: what they last decided, and where they decided nothing,
/// what the workspace rules for their jurisdiction.
public final class Consent {
  private Consent() {}

  /// Purpose `transactional` needs no consent.
  public static boolean allows(
      Customer customer, String purpose, String channel, ConsentRules rules) {
    return purpose.equals(Journey.TRANSACTIONAL)
        || customer
            .consents
            .on(purpose, channel)
            .map(Decision::granted)
            .orElseGet(() -> rules.allows(purpose, channel, Jurisdictions.of(customer)));
  }
}
