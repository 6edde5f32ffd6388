package dev.throughline.condition;

import dev.throughline.customer.Account;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person in tests: told what happened, asked conditions at any moment.
public final class Person {
  public final Customer customer = new Customer(new CustomerId("ana"));
  public ZoneId zone = ZoneOffset.UTC;
  public Instant now = Instant.parse("2026-03-10T12:00:00Z");
  public @Nullable Event event;
  public @Nullable Event entry;
  public Value instance = Value.Nothing.NOTHING;

  private final List<Event> history = new ArrayList<>();

  public static Event event(String name, String at, Map<String, Value> properties) {
    Instant instant = Instant.parse(at);
    return new Event(
        name + at,
        Event.Type.TRACK,
        name,
        "ana",
        null,
        null,
        null,
        new Fields(properties),
        Fields.EMPTY,
        Fields.EMPTY,
        instant,
        instant,
        false);
  }

  public Person in(String zoneId) {
    zone = ZoneId.of(zoneId);
    return this;
  }

  public Person at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  public Person at(Instant instant) {
    now = instant;
    return this;
  }

  public Person trait(String name, Value value) {
    customer.traits.put(name, new Trait(value, Instant.EPOCH));
    return this;
  }

  public Person trait(String name, String value) {
    return trait(name, Value.of(value));
  }

  public Person account(String id, Map<String, Value> traits) {
    customer.account = new Account(id, new Fields(traits), Instant.EPOCH);
    return this;
  }

  public Person did(String name, String at) {
    return did(event(name, at, Map.of()));
  }

  public Person did(Event happened) {
    history.add(happened);
    customer.first.merge(happened.name(), happened, (a, b) -> b.at().isBefore(a.at()) ? b : a);
    customer.last.merge(happened.name(), happened, (a, b) -> b.at().isBefore(a.at()) ? a : b);
    customer.session.add(happened);
    customer.session.sort(Comparator.comparing(Event::at));
    return this;
  }

  /// Fills the counters that an expression needs from all that has happened so far.
  public Evaluation evaluation(Expr expr) {
    for (Metric metric : Reads.of(expr).metrics()) {
      Tally tally = new Tally();
      for (Event each : history) {
        if (metric.events().contains(each.name()) && Evaluation.matches(metric.where(), each)) {
          tally.add(each.at(), metric.amount(each));
        }
      }
      customer.tallies.put(metric.key(), tally);
    }
    return new Evaluation(
        customer, now, zone, (purpose, _) -> purpose.equals("marketing"), event, entry, instance);
  }

  public Value value(Expr expr) {
    return evaluation(expr).value(new Condition("", expr));
  }

  public boolean holds(Expr expr) {
    return evaluation(expr).holds(new Condition("", expr));
  }

  public @Nullable Instant changesAt(Expr expr) {
    Evaluation evaluation = evaluation(expr);
    evaluation.value(new Condition("", expr));
    return evaluation.changesAt();
  }

  public int mismatches(Expr expr) {
    Evaluation evaluation = evaluation(expr);
    evaluation.holds(new Condition("", expr));
    return evaluation.mismatches();
  }
}
