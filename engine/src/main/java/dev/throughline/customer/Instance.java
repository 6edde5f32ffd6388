package dev.throughline.customer;

import dev.throughline.event.Event;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One run of one person through one journey, from entry to exit.
///
/// Changed in place by the engine, on the one thread that owns the customer.
public final class Instance {
  public final String id;
  public final String journey;
  public final int version;

  /// What the journey's `instance` expression gave, or an empty string.
  public final String value;

  public final Instant enteredAt;

  /// The event that started it; null for entries by segment, date, schedule and API.
  public final @Nullable Event entry;

  /// Where it stands.
  public String step;

  /// When it arrived at `step`.
  public Instant arrivedAt;

  /// When it arrived at the step before (rule E4); the entry time at the first step.
  public Instant previousArrivedAt;

  /// When the present wait, hold or task ends by itself.
  public @Nullable Instant dueAt;

  /// When the journey's time limit ends it.
  public @Nullable Instant deadline;

  /// When an exit or wait that depends on a window could change without an event.
  public @Nullable Instant recheckAt;

  /// The message that is held at `step`, by its id.
  public @Nullable String held;

  /// It stands at `step` but has not begun it, because the journey is paused for this person.
  public boolean suspended;

  /// When a message held by a suppression may go, now that the suppression has ended.
  public @Nullable Instant releaseAt;

  /// The suppression rule that holds the message at `step`, by its reason.
  public @Nullable String heldBy;

  /// Messages sent, or passed as a ghost.
  public int messages;

  /// How often each step was arrived at; part of the send key.
  public final TreeMap<String, Integer> arrivals = new TreeMap<>();

  /// For each waiting step, when its awaited event was last seen while in the journey (rule E4).
  public final TreeMap<String, Instant> seen = new TreeMap<>();

  /// For each send step, the message of its last arrival.
  public final TreeMap<String, String> sent = new TreeMap<>();

  /// Send steps whose message was given up under `over_cap: advance`: nobody waits for its
  /// feedback.
  public final TreeSet<String> skipped = new TreeSet<>();

  /// For each split passed, the arm taken.
  public final TreeMap<String, String> arms = new TreeMap<>();

  /// For each decide step, the offer chosen.
  public final TreeMap<String, String> chosen = new TreeMap<>();

  public Instance(
      String id,
      String journey,
      int version,
      String value,
      Instant enteredAt,
      @Nullable Event entry,
      String firstStep) {
    this.id = id;
    this.journey = journey;
    this.version = version;
    this.value = value;
    this.enteredAt = enteredAt;
    this.entry = entry;
    this.step = firstStep;
    this.arrivedAt = enteredAt;
    this.previousArrivedAt = enteredAt;
  }
}
