package dev.throughline.http;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Instance;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Zones;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One person's state at a moment: a copy, that nobody else changes.
///
/// @param now the runtime's clock, or the person's own where that is ahead
record PersonNow(Customer customer, Catalog catalog, Instant now) {

  /// By any identifier.
  static Optional<PersonNow> of(Orchestrator runtime, String id, Instant now) {
    return runtime.ask(view -> found(view, id).map(found -> copy(view, found, now))).join();
  }

  /// Those who are known, by the ids asked for.
  static Map<String, PersonNow> of(Orchestrator runtime, Collection<String> ids, Instant now) {
    return runtime
        .ask(view -> {
          Map<String, PersonNow> people = new TreeMap<>();
          for (String id : ids) {
            view.customer(id).ifPresent(found -> people.put(id, copy(view, found, now)));
          }
          return people;
        })
        .join();
  }

  /// Whom any identifier leads to; not to be changed.
  static Optional<Customer> found(View view, String id) {
    List<Identifier> others = new ArrayList<>();
    String plain = id.strip();
    others.add(new Identifier("email", plain.toLowerCase(Locale.ROOT)));
    others.add(new Identifier("phone", plain));
    Optional<Customer> found = view.customer(plain);
    for (Identifier other : others) {
      found = found.or(() -> view.customer(other));
    }
    return found;
  }

  private static PersonNow copy(View view, Customer customer, Instant now) {
    Customer copy = CustomerBytes.read(CustomerBytes.write(customer));
    return new PersonNow(copy, view.catalog(), now.isBefore(copy.clock) ? copy.clock : now);
  }

  ZoneId zone() {
    return Zones.of(customer, catalog.workspace().zone());
  }

  boolean isAllowed(String purpose, String channel) {
    return Consent.allows(customer, purpose, channel, catalog.workspace().consent());
  }

  /// Conditions as they turn out now.
  Evaluation evaluation() {
    return evaluation(null, null);
  }

  Evaluation evaluation(@Nullable Event event, @Nullable Instance instance) {
    return new Evaluation(
        customer,
        now,
        zone(),
        this::isAllowed,
        event,
        instance == null ? null : instance.entry,
        instance == null || instance.value.isEmpty()
            ? Value.Nothing.NOTHING
            : Value.of(instance.value));
  }

  Optional<Instance> instance(String id) {
    return customer.instances.stream().filter(instance -> instance.id.equals(id)).findFirst();
  }
}
