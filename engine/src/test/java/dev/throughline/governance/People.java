package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// People with a few traits.
final class People {
  static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

  private People() {}

  static Customer somebody() {
    return new Customer(new CustomerId("u1"));
  }

  static Customer with(String trait, String text) {
    return and(somebody(), trait, text);
  }

  static Customer and(Customer customer, String trait, String text) {
    customer.traits.put(trait, new Trait(Value.of(text), NOON));
    return customer;
  }

  static Customer in(String country) {
    return address(somebody(), Map.of("country", country));
  }

  static Customer in(String country, String state) {
    return address(somebody(), Map.of("country", country, "state", state));
  }

  static Customer address(Customer customer, Map<String, String> address) {
    Map<String, Value> fields = new TreeMap<>();
    address.forEach((name, text) -> fields.put(name, Value.of(text)));
    customer.traits.put("address", new Trait(new Fields(fields), NOON));
    return customer;
  }
}
