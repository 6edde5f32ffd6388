package dev.throughline.simulation;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Workspace;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Message;
import dev.throughline.engine.Effect;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Identity;
import dev.throughline.engine.Input;
import dev.throughline.engine.Outcome;
import dev.throughline.engine.Receipt;
import dev.throughline.engine.Wake;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.message.Feedback;
import dev.throughline.simulation.Population.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The engine on a virtual clock: takes events in the order of rule T1, jumps from timer to timer
/// between them, and plays the channels. The same input gives the same facts in the same order.
public final class Simulation {
  /// Without an end, the clock stops when nothing is due within this time.
  static final Duration QUIET = Duration.ofDays(400);

  /// Schedules never end by themselves: at the latest, the clock stops so long after the last
  /// event.
  static final Duration AT_MOST = QUIET.multipliedBy(2);

  /// The same message id within this time counts once (contract section 9).
  static final Duration DEDUPE = Duration.ofDays(7);

  private final Workspace workspace;
  private final Engine engine;
  private final Identity identity;
  private final Consumer<Fact> facts;
  private final UnaryOperator<Customer> keeping;
  private final Population people = new Population();
  private final Map<String, Instant> seen = new LinkedHashMap<>();
  private final Map<String, Deque<Instant>> scripted = new TreeMap<>();
  private final Map<String, Integer> mismatches = new TreeMap<>();
  private final Map<String, Integer> refusedLinks = new TreeMap<>();
  private final Deque<Effect.Send> outbox = new ArrayDeque<>();
  private Instant clock = Instant.MIN;
  private int duplicates;

  /// @param facts gets every fact, in order, as soon as it is written
  public Simulation(Catalog catalog, Consumer<Fact> facts) {
    this(catalog, facts, UnaryOperator.identity());
  }

  /// @param keeping what becomes of a state between two inputs, as a runtime that stores it would
  ///   do; asked after every input, before its facts are written
  public Simulation(Catalog catalog, Consumer<Fact> facts, UnaryOperator<Customer> keeping) {
    this.keeping = keeping;
    this.workspace = catalog.workspace();
    this.engine = new Engine(catalog);
    this.identity = new Identity(catalog.documents().identity());
    this.facts = facts;
  }

  /// What a run leaves behind.
  ///
  /// @param people final state of each person, by name
  /// @param clock where the virtual clock stopped
  /// @param duplicates events whose message id had been seen within seven days
  /// @param mismatches conditions that met values of the wrong type, and how often
  /// @param refusedLinks identifiers that would have joined too many user ids, and how often
  public record Ended(
      List<Customer> people,
      Instant clock,
      int duplicates,
      Map<String, Integer> mismatches,
      Map<String, Integer> refusedLinks) {}

  /// Runs `arrivals` from `from` (null: the first of them) to `until` (null: until nothing is due).
  /// What happened before `from` is history: counted, and starts nothing.
  public Ended run(List<Arrival> arrivals, @Nullable Instant from, @Nullable Instant until) {
    List<Arrival> ordered = new ArrayList<>(arrivals);
    // A stable sort: at one instant the order of arrival holds (rule T1).
    ordered.sort(
        Comparator.comparing(this::appliedAt)
            .thenComparing(Arrival::at)
            .thenComparing(Simulation::receivedAt));
    ordered.forEach(this::noteScript);
    int next = from == null ? 0 : recall(ordered, from);
    Instant lastEvent = from == null ? Instant.MIN : from;
    for (; next < ordered.size(); next++) {
      Instant at = appliedAt(ordered.get(next));
      if (until != null && at.isAfter(until)) {
        break;
      }
      timePasses(new Wake(at, false));
      clock = at;
      lastEvent = at;
      take(ordered.get(next));
    }
    windUp(lastEvent, until);
    return new Ended(people.everyone(), clock, duplicates, mismatches, refusedLinks);
  }

  /// Within `max_lateness` an event acts at its own time; a later one when it arrives (rule T2).
  private Instant appliedAt(Arrival arrival) {
    return switch (arrival) {
      case Arrival.OfStart start -> start.at();
      case Arrival.OfEvent(Event event) -> {
        Instant latest = workspace.maxLateness().after(event.at(), workspace.zone());
        yield event.receivedAt().isAfter(latest) ? event.receivedAt() : event.at();
      }
    };
  }

  private static Instant receivedAt(Arrival arrival) {
    return switch (arrival) {
      case Arrival.OfStart start -> start.at();
      case Arrival.OfEvent(Event event) -> event.receivedAt();
    };
  }

  private int recall(List<Arrival> ordered, Instant from) {
    clock = from;
    Map<Person, List<Event>> history = new LinkedHashMap<>();
    int next = 0;
    for (; next < ordered.size() && appliedAt(ordered.get(next)).isBefore(from); next++) {
      switch (ordered.get(next)) {
        case Arrival.OfEvent(Event event) -> {
          if (isFirst(event)) {
            Person person =
                resolve(
                    event,
                    (winner, loser) -> {
                      recall(winner, history);
                      recall(loser, history);
                      return engine.mergeRecalled(winner.customer, loser.customer, from);
                    });
            history.computeIfAbsent(person, _ -> new ArrayList<>()).add(event);
          }
        }
        // Nothing starts before the clock does, nor by the same message later.
        case Arrival.OfStart start -> isFirst(start.caller());
      }
    }
    List.copyOf(history.keySet()).forEach(person -> recall(person, history));
    return next;
  }

  private void recall(Person person, Map<Person, List<Event>> history) {
    List<Event> events = history.remove(person);
    if (events != null) {
      settle(person, apply(person, new Input.Recalled(events)));
    }
  }

  private void windUp(Instant lastEvent, @Nullable Instant until) {
    if (until != null) {
      timePasses(new Wake(until, true));
      clock = until;
      return;
    }
    if (lastEvent.equals(Instant.MIN)) {
      return;
    }
    Instant end = lastEvent.plus(AT_MOST);
    for (Wake wake = people.next(); wake != null; wake = people.next()) {
      if (wake.at().isAfter(clock.plus(QUIET)) || wake.at().isAfter(end)) {
        return;
      }
      timePasses(wake);
    }
  }

  private void timePasses(Wake limit) {
    for (Person due = people.nextDue(limit); due != null; due = people.nextDue(limit)) {
      Wake wake = due.wake;
      if (wake == null) {
        throw new IllegalStateException(due.customer.id + " is due without a time");
      }
      clock = wake.at();
      due.wake = null;
      settle(due, apply(due, new Input.TimePassed(wake.afterEvents())));
    }
  }

  private void take(Arrival arrival) {
    switch (arrival) {
      case Arrival.OfEvent(Event event) -> {
        if (isFirst(event)) {
          Person person = resolve(event);
          settle(person, apply(person, new Input.Happened(event)));
        }
      }
      case Arrival.OfStart start -> {
        Event caller = start.caller();
        if (isFirst(caller)) {
          Person person = resolve(caller);
          settle(person, apply(person, new Input.Start(start.journey(), start.properties())));
        }
      }
    }
  }

  private Person resolve(Event event) {
    return resolve(event, (winner, loser) -> engine.merge(winner.customer, loser.customer, clock));
  }

  private boolean isFirst(Event event) {
    Instant before = seen.get(event.messageId());
    if (before != null && !event.receivedAt().isAfter(before.plus(DEDUPE))) {
      duplicates++;
      return false;
    }
    seen.put(event.messageId(), event.receivedAt());
    return true;
  }

  private Person resolve(Event event, BiFunction<Person, Person, Outcome> merge) {
    Identity.Resolution resolution = identity.resolve(event, people::owner);
    resolution.unlinked().forEach(people::unlink);
    for (Identifier refused : resolution.refused()) {
      refusedLinks.merge(refused.toString(), 1, Integer::sum);
    }
    Person person = people.of(resolution.customer());
    Identity.name(person.customer, event);
    for (Customer absorbed : resolution.absorbed()) {
      Person loser = people.of(absorbed);
      Outcome outcome = merge.apply(person, loser);
      people.absorb(person, loser);
      person.customer = keeping.apply(person.customer);
      settle(person, outcome);
    }
    resolution.links().forEach(identifier -> people.link(person, identifier));
    return person;
  }

  private Outcome apply(Person person, Input input) {
    Outcome outcome = engine.apply(person.customer, input, clock);
    person.customer = keeping.apply(person.customer);
    return outcome;
  }

  /// Hands on what followed, and lets the channels answer until they have nothing more to say.
  private void settle(Person person, Outcome outcome) {
    report(outcome);
    Wake wake = outcome.wake();
    for (Effect.Send send = outbox.poll(); send != null; send = outbox.poll()) {
      Optional<Event> receipt = delivered(person.customer, send.message());
      if (receipt.isPresent()) {
        Outcome heard = apply(person, new Input.Happened(receipt.get()));
        report(heard);
        wake = heard.wake();
      }
    }
    people.schedule(person, wake);
  }

  private void report(Outcome outcome) {
    outcome.facts().forEach(facts);
    for (Effect effect : outcome.effects()) {
      switch (effect) {
        case Effect.Send send -> outbox.add(send);
        case Effect.Mismatch(String document, String condition, int times) ->
            mismatches.merge(document + ": " + condition, times, Integer::sum);
        case Effect.Webhook _, Effect.Withdraw _ -> {}
      }
    }
  }

  /// With no script, every send is delivered at once.
  private Optional<Event> delivered(Customer customer, Message message) {
    String channel = message.channel();
    if (channel == null || isScripted(customer, message)) {
      return Optional.empty();
    }
    return Optional.of(
        Receipt.of(
            Feedback.deliveredOn(channel),
            customer.id,
            message.id(),
            message.journey(),
            message.step(),
            Value.Fields.EMPTY,
            clock));
  }

  private void noteScript(Arrival arrival) {
    if (arrival instanceof Arrival.OfEvent(Event event)
        && Feedback.of(event.name()).filter(said -> said.kind().isDelivery()).isPresent()) {
      String about =
          "|" + event.properties().text("campaign_id") + "|" + event.properties().text("step");
      if (event.userId() != null) {
        note(Identifier.user(event.userId()) + about, event);
      }
      if (event.anonymousId() != null) {
        note(Identifier.anonymous(event.anonymousId()) + about, event);
      }
    }
  }

  private void note(String about, Event event) {
    scripted.computeIfAbsent(about, _ -> new ArrayDeque<>()).add(event.at());
  }

  /// Whether the script tells how this send fares: each line of it answers one send, the first that
  /// it can.
  private boolean isScripted(Customer customer, Message message) {
    for (Identifier identifier : customer.identifiers) {
      String journey = identifier + "|" + message.journey() + "|";
      if (answers(journey + message.step(), message) || answers(journey, message)) {
        return true;
      }
    }
    return false;
  }

  private boolean answers(String about, Message message) {
    Deque<Instant> lines = scripted.get(about);
    while (lines != null && !lines.isEmpty()) {
      if (!lines.removeFirst().isBefore(message.decidedAt())) {
        return true;
      }
    }
    return false;
  }
}
