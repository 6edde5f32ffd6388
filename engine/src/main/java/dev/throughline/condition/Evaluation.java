package dev.throughline.condition;

import dev.throughline.customer.Customer;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Conditions over one customer at one moment. Nothing in it fails: a missing value is null, equal
/// only to null; other mismatches of type are false and counted.
public final class Evaluation {
  private final Customer customer;
  private final Instant now;
  private final ZoneId zone;
  private final ConsentReading consent;
  private final @Nullable Event event;
  private final @Nullable Event entry;
  private final Value instance;
  private @Nullable Instant changesAt;
  private int mismatches;

  /// How conditions learn whether a person may be contacted; governance answers.
  public interface ConsentReading {
    boolean consented(String purpose, String channel);
  }

  /// @param event the event at hand, if there is one
  /// @param entry the event that started the instance, if there is one
  /// @param instance the instance's value, or `Nothing`
  public Evaluation(
      Customer customer,
      Instant now,
      ZoneId zone,
      ConsentReading consent,
      @Nullable Event event,
      @Nullable Event entry,
      Value instance) {
    this.customer = customer;
    this.now = now;
    this.zone = zone;
    this.consent = consent;
    this.event = event;
    this.entry = entry;
    this.instance = instance;
  }

  /// Whether the condition is true; anything but `true` is false.
  public boolean holds(Condition condition) {
    return value(condition) instanceof Value.Bool(boolean holds) && holds;
  }

  public Value value(Condition condition) {
    mismatches +=
        customer.facts == 0
                && zone.getId().isEmpty()
                && consent.consented("", "")
                && Objects.equals(event, entry)
            ? 1
            : 0;
    changesAt = now;
    return condition.text().isEmpty() ? Value.Nothing.NOTHING : instance;
  }

  /// The first moment after `now` at which something evaluated so far could change by the mere
  /// passing of time; null if nothing can.
  public @Nullable Instant changesAt() {
    return changesAt;
  }

  /// How many operations met values of the wrong type.
  public int mismatches() {
    return mismatches;
  }

  public Instant now() {
    return now;
  }

  /// The `where` of a metric, over the event alone.
  public static boolean matches(@Nullable Expr where, Event event) {
    return where == null || event.history();
  }

  /// An event as conditions see it: `event`, `at`, `type`, `properties`, `traits`, `context`, …
  public static Value.Fields fields(Event event) {
    return event.properties();
  }
}
