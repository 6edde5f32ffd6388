package dev.throughline.engine;

import dev.throughline.catalog.Audience;
import dev.throughline.condition.Evaluation;
import dev.throughline.condition.Metric;
import dev.throughline.customer.Account;
import dev.throughline.customer.Activity;
import dev.throughline.customer.Consents;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Device;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.governance.Consent;
import dev.throughline.message.Feedback;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes an event into the person's state, and then lets journeys see it.
final class Intake {
  /// A visit ends after half an hour without an event, as analytics tools count it.
  static final Duration VISIT_GAP = Duration.ofMinutes(30);

  static final int MAX_VISIT_EVENTS = 200;

  /// So much of what a person did last is shown with a task.
  static final int MAX_RECENT = 5;

  private static final Comparator<Event> BY_TIME =
      Comparator.comparing(Event::at).thenComparing(Event::messageId);
  private static final Set<String> MOVES_ZONE = Set.of("timezone", "address", "phone");

  private Intake() {}

  static void happened(Turn turn, Event event) {
    take(turn, event);
    if (isCountedOnly(turn, event)) {
      countOnly(turn);
    } else {
      Memberships.update(turn);
      journeys(turn, event);
      turn.holdsUnsure |= !turn.customer.instances.isEmpty();
    }
  }

  /// Takes in events from before the clock started; memberships are evaluated once, at the end.
  static void recall(Turn turn, List<Event> events) {
    for (Event event : events) {
      take(turn, event);
    }
    countOnly(turn);
  }

  /// Whoever is seen for the first time may belong to segments by what they have not done.
  static void greet(Turn turn) {
    if (turn.customer.createdAt == null) {
      turn.customer.createdAt = turn.now;
      Alarms.setSchedules(turn);
      Memberships.markAll(turn);
    }
  }

  private static void take(Turn turn, Event event) {
    turn.event = event;
    greet(turn);
    profile(turn, event);
    history(turn, event);
    Receipts.hear(turn, event);
    Crediting.hear(turn, event);
  }

  /// Rule T2: it is part of the history now, but nothing starts or moves because of it.
  static void countOnly(Turn turn) {
    Memberships.update(turn);
    if (!turn.changedTraits.isEmpty()) {
      Alarms.setDates(turn, turn.changedTraits.keySet());
    }
    if (!turn.membershipChanges.isEmpty()) {
      Alarms.setSchedules(turn);
    }
    turn.membershipChanges.clear();
    turn.changedTraits.clear();
    turn.exitsUnsure = false;
    turn.holdsUnsure = false;
  }

  private static boolean isCountedOnly(Turn turn, Event event) {
    Instant latest =
        turn.catalog.workspace().maxLateness().after(event.at(), turn.catalog.workspace().zone());
    return event.history() || event.receivedAt().isAfter(latest);
  }

  private static void journeys(Turn turn, Event event) {
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      Handlers.hear(turn, instance, event);
    }
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      Exits.testEvent(turn, instance);
    }
    turn.exitsUnsure = false;
    for (Instance instance : List.copyOf(turn.customer.instances)) {
      Walk.hear(turn, instance, event);
    }
    Settling.start(turn);
  }

  private static void profile(Turn turn, Event event) {
    Customer customer = turn.customer;
    if (event.type() == Event.Type.GROUP && event.groupId() != null) {
      if (customer.account == null || !customer.account.at().isAfter(event.at())) {
        customer.account = new Account(event.groupId(), event.traits(), event.at());
        Alarms.setDatesOfAccount(turn);
        turn.catalog.watches().touchedByAccount(turn.touched);
        turn.exitsUnsure = true;
      }
    } else {
      event.traits().values().forEach((name, value) -> setTrait(turn, name, value, event.at()));
    }
    consent(turn, event);
    audience(turn, event);
    if (event.context().get("device") instanceof Value.Fields device
        && !device.text("token").isEmpty()
        && (customer.device == null || !customer.device.at().isAfter(event.at()))) {
      customer.device = new Device(device.text("token"), device.text("type"), event.at());
    }
  }

  /// Sets a trait unless something newer is known; a real change is remembered for journeys.
  static void setTrait(Turn turn, String name, Value value, Instant at) {
    Trait known = turn.customer.traits.get(name);
    if (known != null && known.at().isAfter(at)) {
      return;
    }
    Value before = known == null ? Value.Nothing.NOTHING : known.value();
    // Segment's null clears a trait; its time stays, so that an older value cannot come back.
    turn.customer.traits.put(name, new Trait(value, at));
    if (!Amounts.same(before, value)) {
      turn.changedTraits.putIfAbsent(name, before);
      turn.catalog.watches().touchedByTrait(name, turn.touched);
      turn.exitsUnsure = true;
      if (MOVES_ZONE.contains(name)) {
        turn.zoneMayHaveChanged();
        Memberships.markAll(turn);
      }
    }
  }

  private static void consent(Turn turn, Event event) {
    for (Consent.Said said : Consent.saidIn(event)) {
      turn.customer.consents.decide(
          said.topic(), new Consents.Decision(said.granted(), event.at()));
      turn.catalog.watches().touchedByConsent(turn.touched);
      turn.exitsUnsure = true;
    }
  }

  /// Only of lists that no condition fills: those the engine keeps itself.
  private static void audience(Turn turn, Event event) {
    boolean entered = event.name().equals(Audience.ENTERED);
    if (!entered && !event.name().equals(Audience.EXITED)) {
      return;
    }
    String key = event.properties().text(Audience.KEY);
    Audience audience = turn.catalog.documents().audiences().get(key);
    if (audience != null && audience.when() == null) {
      Actions.changeAudience(turn, key, entered);
    }
  }

  private static void history(Turn turn, Event event) {
    Customer customer = turn.customer;
    for (Metric metric : turn.catalog.metrics(event.name())) {
      if (Evaluation.matches(metric.where(), event)) {
        Tally tally = customer.tallies.computeIfAbsent(metric.key(), _ -> new Tally());
        tally.add(event.at(), amount(metric, event));
        Upkeep.trim(turn, metric, tally);
      }
    }
    if (turn.catalog.keepsFirst(event.name())) {
      customer.first.merge(event.name(), event, (a, b) -> BY_TIME.compare(a, b) <= 0 ? a : b);
    }
    if (turn.catalog.keepsLast(event.name())) {
      customer.last.merge(event.name(), event, (a, b) -> BY_TIME.compare(a, b) > 0 ? a : b);
    }
    if (turn.catalog.keepsSession()) {
      visit(turn, event);
    }
    if (turn.catalog.keepsRecent() && isActivity(event)) {
      customer.recent.add(new Activity(event.name(), event.at()));
      keepRecent(customer.recent);
    }
    turn.catalog.watches().touchedByEvent(event.name(), turn.touched);
  }

  /// What the person did, not what was said of them or what became of a message.
  private static boolean isActivity(Event event) {
    return switch (event.type()) {
      case TRACK, PAGE, SCREEN ->
          Feedback.of(event.name()).filter(said -> said.kind().isDelivery()).isEmpty();
      case IDENTIFY, GROUP, ALIAS -> false;
    };
  }

  /// Forgets all but the last.
  static void keepRecent(List<Activity> recent) {
    recent.sort(null);
    recent.subList(0, Math.max(0, recent.size() - MAX_RECENT)).clear();
  }

  private static void visit(Turn turn, Event event) {
    List<Event> session = turn.customer.session;
    session.add(event);
    session.sort(BY_TIME);
    keepLastVisit(session);
    turn.catalog.watches().touchedBySession(turn.touched);
  }

  /// Forgets what lies before the last gap of half an hour.
  static void keepLastVisit(List<Event> session) {
    for (int i = session.size() - 1; i > 0; i--) {
      boolean gap = session.get(i).at().isAfter(session.get(i - 1).at().plus(VISIT_GAP));
      if (gap || session.size() - i >= MAX_VISIT_EVENTS) {
        session.subList(0, i).clear();
        return;
      }
    }
  }

  private static @Nullable BigDecimal amount(Metric metric, Event event) {
    if (metric.property() == null) {
      return null;
    }
    return event.properties().get(metric.property()).number();
  }
}
