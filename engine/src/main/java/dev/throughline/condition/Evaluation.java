package dev.throughline.condition;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Conditions over one customer at one moment. Nothing in it fails: a missing value is null, equal
/// only to null; other mismatches of type are false and counted. Time is in milliseconds.
public final class Evaluation {
  private static final Customer NOBODY = new Customer(new CustomerId("nobody"));
  private static final ConsentReading NO_CONSENT = (_, _) -> false;

  private final Instant now;
  private final Notes notes;
  private final Interpreter interpreter;

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
    this.now = now;
    this.notes = new Notes(Times.ms(now));
    this.interpreter =
        new Interpreter(
            new Variables(customer, event, entry, instance),
            new Standing(customer, consent, zone, notes),
            zone,
            notes);
  }

  /// Whether the condition is true; anything but `true` is false.
  public boolean holds(Condition condition) {
    return interpreter.truth(value(condition));
  }

  public Value value(Condition condition) {
    return interpreter.whole(condition.expr());
  }

  /// What `score(key)` gives.
  public Value score(String key) {
    return interpreter.whole(new Expr.Score(key));
  }

  /// The first moment after `now` at which something evaluated so far could change by the mere
  /// passing of time; null if nothing can.
  public @Nullable Instant changesAt() {
    return notes.everChanges() ? Instant.ofEpochMilli(notes.changesAtMs()) : null;
  }

  /// How many operations met values of the wrong type.
  public int mismatches() {
    return notes.mismatches();
  }

  public Instant now() {
    return now;
  }

  /// The `where` of a metric, over the event alone. Dates without an offset are meant in UTC.
  public static boolean matches(@Nullable Expr where, Event event) {
    if (where == null) {
      return true;
    }
    Evaluation evaluation =
        new Evaluation(
            NOBODY, event.at(), ZoneOffset.UTC, NO_CONSENT, event, null, Nothing.NOTHING);
    return evaluation.interpreter.truth(evaluation.interpreter.whole(where));
  }

  /// An event as conditions see it: `event`, `at`, `type`, `properties`, `traits`, `context`, …
  public static Fields fields(Event event) {
    return EventFields.all(event);
  }
}
