package dev.throughline.governance;

import dev.throughline.customer.Customer;
import java.util.Optional;

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

  /// The same of what was known at another time; empty if unknown.
  ///
  /// @param country as the address names it; empty if unknown
  /// @param phone as it was written; empty if unknown
  public static String of(String country, String phone) {
    Optional<String> code = Countries.code(country);
    return code.or(() -> Phones.international(phone, "").flatMap(CallingCodes::country)).orElse("");
  }
}
