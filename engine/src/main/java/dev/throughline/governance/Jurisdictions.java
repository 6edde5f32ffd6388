package dev.throughline.governance;

import dev.throughline.customer.Customer;

/// Whose law holds for a person: the ISO 3166 country of the address, else the one that the phone
/// number's first digits tell, else unknown.
public final class Jurisdictions {
  private Jurisdictions() {}

  /// Empty if unknown.
  public static String of(Customer customer) {
    return Traits.country(customer)
        .or(() -> Phones.of(customer).flatMap(CallingCodes::country))
        .orElse("");
  }
}
