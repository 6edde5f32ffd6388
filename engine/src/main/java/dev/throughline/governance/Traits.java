package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.util.Optional;

/// A person's traits as governance reads them.
final class Traits {
  private Traits() {}

  static Value value(Customer customer, String name) {
    Trait trait = customer.traits.get(name);
    return trait == null ? Nothing.NOTHING : trait.value();
  }

  /// Empty when the trait is missing or not text.
  static String text(Customer customer, String name) {
    return value(customer, name) instanceof Text(String text) ? text.strip() : "";
  }

  static Fields address(Customer customer) {
    return value(customer, "address") instanceof Fields fields ? fields : Fields.EMPTY;
  }

  /// The ISO 3166 code that the address names.
  static Optional<String> country(Customer customer) {
    return Countries.code(address(customer).text("country"));
  }
}
