package dev.throughline.customer;

import dev.throughline.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that the engine knows of one person, and nothing of anybody else.
///
/// The state is changed in place, by the one thread that owns the customer, inside `Engine.apply`;
/// see docs/decisions/0002. Every collection iterates in a sorted or insertion order.
public final class Customer {
  /// How facts call this person; changes once, from the anonymous id to the user id.
  public CustomerId id;

  /// Whether `id` is a user id: two people may have the same text as user and as anonymous id.
  public boolean known;

  public final TreeSet<Identifier> identifiers = new TreeSet<>();
  public final TreeMap<String, Trait> traits = new TreeMap<>();
  public @Nullable Account account;
  public final Consents consents = new Consents();

  /// Addresses that bounced hard or complained: `channel:address`, and what happened.
  public final TreeMap<String, String> badAddresses = new TreeMap<>();

  /// The push address from the newest event that carried one.
  public @Nullable Device device;

  /// Counters by metric key.
  public final TreeMap<String, Tally> tallies = new TreeMap<>();

  /// The first and the last event of each name that a condition asks for.
  public final TreeMap<String, Event> first = new TreeMap<>();

  public final TreeMap<String, Event> last = new TreeMap<>();

  /// Events of the current visit, oldest first; kept only while a condition asks for them.
  public final List<Event> session = new ArrayList<>();

  /// What the person did last, oldest first; kept only while a task asks for it.
  public final List<Activity> recent = new ArrayList<>();

  public final TreeMap<String, Membership> segments = new TreeMap<>();

  /// The earliest re-check among `segments`; derived.
  public @Nullable Instant recheckAt;

  public final TreeSet<String> audiences = new TreeSet<>();

  /// Running instances in the order of their entry.
  public final List<Instance> instances = new ArrayList<>();

  /// Past and present runs by `journey` or `journey/instance value`.
  public final TreeMap<String, Run> runs = new TreeMap<>();

  /// Journeys paused for this person, and since when.
  public final TreeMap<String, Instant> paused = new TreeMap<>();

  /// Next occurrence of date and schedule entries by journey.
  public final TreeMap<String, Instant> alarms = new TreeMap<>();

  /// Messages that may still get feedback, by id, in the order of their decision.
  public final List<Message> messages = new ArrayList<>();

  public final List<Reservation> reservations = new ArrayList<>();
  public final List<Touch> touches = new ArrayList<>();
  public final List<Conversion> conversions = new ArrayList<>();

  /// Refunds of orders that are not known yet, in the order of their arrival.
  public final List<PendingRefund> pendingRefunds = new ArrayList<>();

  /// Arms by experiment key: `global`, a journey, `journey/step`.
  public final TreeMap<String, Arm> arms = new TreeMap<>();

  /// How often each offer was made.
  public final TreeMap<String, Integer> offers = new TreeMap<>();

  public @Nullable Instant createdAt;
  public boolean erased;

  /// How many facts were written of this person; makes their ids.
  public long facts;

  /// The latest instant that the engine has brought this person to.
  public Instant clock = Instant.MIN;

  public Customer(CustomerId id) {
    this.id = id;
  }
}
