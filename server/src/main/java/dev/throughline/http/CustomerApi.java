package dev.throughline.http;

import dev.throughline.analytics.PersonRow;
import dev.throughline.analytics.Totals;
import dev.throughline.analytics.Warehouse;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.governance.Zones;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// People: looking for them, and one of them as they are now.
record CustomerApi(Orchestrator runtime, Warehouse warehouse, Shelves shelves, InstantSource clock)
    implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/customers", Reply.by(this::search));
    routes.get("/api/customers/{id}", Reply.by(this::customer));
  }

  private Reply search(Context context) {
    Parameters asked = new Parameters(context);
    String q = asked.text("q");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(2);
    Instant seen = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    String currency = shelves.now().currency();
    PersonRow after =
        cursor == null || seen == null
            ? null
            : new PersonRow(
                cursor.getLast(), null, null, null, null, seen, seen, 0, 0, BigDecimal.ZERO);
    List<PersonRow> found = PersonRow.search(warehouse, q, currency, after, limit + 1);
    boolean last = found.size() <= limit;
    List<PersonRow> page = last ? found : found.subList(0, limit);
    if (page.isEmpty() && after == null && !q.isEmpty()) {
      page = byIdentifier(q, currency);
    }
    Map<String, PersonNow> people =
        PersonNow.of(runtime, page.stream().map(PersonRow::person).toList(), clock.instant());
    return Reply.ok(
        Json.page(
            Json.list(page, row -> row(row, people.get(row.person()), currency)),
            last ? null : Parameters.cursorOf(page.getLast().lastSeen(), page.getLast().person()),
            after == null && last
                ? (Long) (long) page.size()
                : (Long) PersonRow.count(warehouse, q)));
  }

  /// Somebody may be known by what no event has called an address.
  private List<PersonRow> byIdentifier(String q, String currency) {
    return PersonNow.of(runtime, q, clock.instant())
        .flatMap(person -> PersonRow.named(warehouse, person.customer().id.value(), currency))
        .map(List::of)
        .orElse(List.of());
  }

  private static Fields row(PersonRow row, @Nullable PersonNow person, String currency) {
    List<String> journeys =
        person == null
            ? List.of()
            : person.customer().instances.stream()
                .map(instance -> instance.journey)
                .distinct()
                .toList();
    return Json.object(
        "id", row.person(),
        "name", row.name(),
        "email", row.email(),
        "phone", row.phone(),
        "country", row.country(),
        "firstSeen", row.firstSeen(),
        "lastSeen", row.lastSeen(),
        "orders", row.orders(),
        "revenue", row.orders() == 0 ? null : Json.money(row.revenue(), currency),
        "journeys", journeys);
  }

  private Reply customer(Context context) {
    String id = context.pathParam("id");
    Optional<PersonNow> found = PersonNow.of(runtime, id, clock.instant());
    if (found.isEmpty()) {
      return Reply.notFound("Nobody is known as " + id);
    }
    Shelf shelf = shelves.now();
    PersonNow person = found.get();
    Customer customer = person.customer();
    String name = customer.id.value();
    Optional<PersonRow> row = PersonRow.named(warehouse, name, shelf.currency());
    Instant created = customer.createdAt == null ? person.now() : customer.createdAt;
    return Reply.ok(
        Json.object(
            "id", name,
            "name", row.map(PersonRow::name).orElse(null),
            "zone", person.zone().getId(),
            "zoneFrom", zoneFrom(customer),
            "locale", text(customer, "locale"),
            "firstSeen", row.map(PersonRow::firstSeen).orElse(created),
            "lastSeen", row.map(PersonRow::lastSeen).orElse(created),
            "erased", customer.erased,
            "identifiers", Json.list(customer.identifiers, CustomerApi::identifier),
            "traits", traits(customer),
            "consent", Reachability.consent(person),
            "addresses", Reachability.addresses(person),
            "segments", segments(customer, shelf),
            "journeys",
                Json.list(customer.instances, instance -> Positions.of(person, instance, shelf)),
            "caps", CapUses.of(person),
            "arms", ArmLines.of(person, _ -> true),
            "totals", totals(name, row, shelf.currency()),
            "asOf", person.now()));
  }

  private Fields totals(String name, Optional<PersonRow> row, String currency) {
    Totals.Messages messages = Totals.messages(warehouse, name);
    long orders = row.map(PersonRow::orders).orElse(0L);
    return Json.object(
        "events", row.map(PersonRow::events).orElse(0L),
        "orders", orders,
        "revenue",
            orders == 0 ? null : row.map(one -> Json.money(one.revenue(), currency)).orElse(null),
        "sent", messages.sent(),
        "notSent", messages.notSent());
  }

  private static Fields identifier(Identifier identifier) {
    return Json.object(
        "namespace", identifier.namespace(), "value", identifier.value(), "since", null);
  }

  private static Fields traits(Customer customer) {
    Map<String, Value> traits = new TreeMap<>();
    customer.traits.forEach((name, trait) -> traits.put(name, trait.value()));
    return new Fields(traits);
  }

  private static Items segments(Customer customer, Shelf shelf) {
    List<Value> segments = new ArrayList<>();
    customer.segments.forEach((key, membership) -> {
      if (membership.in()) {
        segments.add(
            Json.object(
                "key", key,
                "name", shelf.nameOf("segment", key),
                "since", membership.since()));
      }
    });
    return new Items(segments);
  }

  /// What tells the zone, in the order of rule T3.
  private static String zoneFrom(Customer customer) {
    if (Zones.known(customer).isEmpty()) {
      return "workspace";
    }
    if (text(customer, "timezone") != null) {
      return "traits";
    }
    Trait address = customer.traits.get("address");
    return address != null
            && address.value() instanceof Fields said
            && !said.text("country").isEmpty()
        ? "address"
        : "phone";
  }

  private static @Nullable String text(Customer customer, String name) {
    Trait trait = customer.traits.get(name);
    return trait != null && trait.value() instanceof Value.Text(String text) && !text.isBlank()
        ? text
        : null;
  }
}
