package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.EventLine;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
import dev.throughline.engine.Effect;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Identity;
import dev.throughline.engine.Input;
import dev.throughline.engine.Outcome;
import dev.throughline.engine.Wake;
import dev.throughline.event.Event;
import dev.throughline.log.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything that the log has led to so far: people, letters and the catalog. One thread owns it
/// and applies the entries of the log in their order; the same log leads to the same state and to
/// facts with the same numbers.
final class StateMachine {
  /// So many entries are looked up together and make one round.
  static final int AT_ONCE = 1_000;

  static final byte[] APPLIED = Keys.text("applied");
  static final byte[] MERGED = Keys.text("merged_people");
  private static final byte[] FACTS = Keys.text("facts");
  private static final byte[] CATALOG = Keys.text("catalog");

  private final Store store;
  private final Layers layers;
  private final Shards shards;
  private final People people;
  private final Agenda agenda;
  private final Outbox outbox;
  private final Forgotten forgotten;
  private final Round round;
  private final Seen seen;
  private final Untold untold;
  private final Counters counters = new Counters();
  private final Mailroom mailroom;
  private InForce inForce;
  private Sighting sighting = Sighting.FIRST;
  private long applied;
  private Instant now = Instant.EPOCH;
  private long merged;

  StateMachine(Store store, Layers layers, People people, Shards shards, Post post) {
    this.store = store;
    this.shards = shards;
    this.layers = layers;
    this.people = people;
    this.agenda = new Agenda(store, people);
    Upgrade.of(store);
    this.outbox = new Outbox(store, layers);
    this.forgotten = new Forgotten(layers);
    this.round = new Round(shards);
    this.seen = new Seen(layers);
    this.applied = number(APPLIED);
    this.merged = number(MERGED);
    this.untold = new Untold(number(FACTS));
    this.mailroom = new Mailroom(layers, outbox, people, round, seen, untold, counters, post);
    byte[] stored = layers.get(Family.META, CATALOG);
    this.inForce =
        InForce.stored(
            stored == null ? List.of() : ((Command.Publish) Command.of(stored)).sources());
  }

  private long number(byte[] key) {
    byte[] stored = layers.get(Family.META, key);
    return stored == null ? 0 : Keys.number(stored);
  }

  long applied() {
    return applied;
  }

  /// The moment of the last entry applied.
  Instant now() {
    return now;
  }

  long facts() {
    return untold.count();
  }

  People people() {
    return people;
  }

  /// How many people have become part of others or were erased.
  long gone() {
    return merged + forgotten.people();
  }

  Outbox outbox() {
    return outbox;
  }

  Catalog catalog() {
    return inForce.catalog();
  }

  List<Source> sources() {
    return inForce.sources();
  }

  Set<String> kept() {
    return mailroom.kept();
  }

  /// When somebody may be due next.
  Instant nextDue() {
    return agenda.next();
  }

  /// Refused inputs before the one of this number, newest first.
  List<Dead> dead(long number, int limit) {
    return new DeadLetters(store, layers).before(number, limit);
  }

  SortedMap<String, Long> counters() {
    return counters.all();
  }

  /// Applies entries that follow the last one applied.
  void apply(List<Logged> entries) {
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      applySome(entries.subList(from, Math.min(entries.size(), from + AT_ONCE)));
    }
    people.trim();
  }

  private void applySome(List<Logged> entries) {
    List<@Nullable Command> commands = new ArrayList<>(entries.size());
    List<Event> events = new ArrayList<>(entries.size());
    for (Logged entry : entries) {
      Command command = entry.isLost() ? null : command(entry);
      commands.add(command);
      if (command instanceof Command.Happened(Event event, _)) {
        events.add(event);
      }
    }
    layers.expect(Ahead.of(store, layers, people, events, shards));
    int event = 0;
    for (int i = 0; i < entries.size(); i++) {
      Logged entry = entries.get(i);
      Command command = commands.get(i);
      if (command instanceof Command.Happened) {
        layers.ahead().turnTo(event++);
      }
      if (entry.number() <= applied) {
        continue;
      }
      sighting = Sighting.FIRST;
      now = Instant.ofEpochMilli(entry.stampMs());
      if (command == null) {
        lose(entry.number(), now);
      } else {
        apply(command, entry.number(), now);
      }
      if (entry.attachment() instanceof Counted.Item(_, Counted counted)) {
        counted.add(sighting);
      }
      applied = entry.number();
    }
    settle();
    people.keep();
    layers.expect(Ahead.NOTHING);
  }

  private void lose(long number, Instant now) {
    tick(number, now);
    mailroom.lose(now);
    counters.count("lost_entries");
  }

  private static Command command(Logged entry) {
    return switch (entry.attachment()) {
      case Command parsed -> parsed;
      case Counted.Item(Command parsed, _) -> parsed;
      case null, default -> Command.of(entry.payload());
    };
  }

  /// What was told since the last call; null if nothing was.
  @Nullable Told told() {
    return untold.tell(applied);
  }

  /// What was set aside is in the store.
  void written() {
    layers.written();
    agenda.written();
  }

  /// Sets everything aside as it is now, to be written to the store.
  void freeze() {
    layers.put(Family.META, APPLIED, Keys.number(applied));
    layers.put(Family.META, FACTS, Keys.number(untold.count()));
    layers.put(Family.META, MERGED, Keys.number(merged));
    agenda.freeze();
    outbox.freeze();
    layers.freeze();
  }

  private void apply(Command command, long number, Instant now) {
    switch (command) {
      case Command.Happened happened -> happened(happened, number, now);
      case Command.Start(EventLine.Parsed.Start start) -> start(start, number, now);
      case Command.Tick _ -> tick(number, now);
      case Command.Publish publish -> publish(publish);
      case Command.Keep keep -> {
        settle();
        mailroom.keep(keep);
      }
      case Command.Claim(String letter, int attempt) ->
          mailroom.claim(letter(letter), attempt, inForce.engine(), number, now);
      case Command.Settle said -> mailroom.settle(letter(said.letter()), said, number, now);
      case Command.Feedback said -> mailroom.feedback(said, number, now);
      case Command.Refused refused -> {
        layers.put(Family.DEAD, Keys.number(number), Dead.bytes(number, now, refused));
        counters.count("dead");
      }
      case Command.Erase(String customer) -> erase(customer, number, now);
    }
  }

  private void settle() {
    round.run(inForce.engine(), mailroom.kept(), this::tell);
  }

  private void happened(Command.Happened happened, long number, Instant now) {
    Event event = happened.event();
    sighting = seen.sight(event, now);
    if (sighting != Sighting.FIRST) {
      counters.count("duplicates");
      return;
    }
    Resolved resolved = resolve(event, number, now);
    Person person = resolved.person();
    untold.taken(
        new Told.Taken(number, person.customer.id, resolved.formerly(), event, happened.line()));
    people.changed(person);
    round.add(person, new Input.Happened(event), now, number);
    mailroom.confirm(event, now);
    counters.count("events");
  }

  /// Whose an event is.
  ///
  /// @param formerly what the person was called before this event; null if that stayed
  private record Resolved(Person person, @Nullable CustomerId formerly) {}

  private Resolved resolve(Event event, long number, Instant now) {
    Identity.Resolution resolution = inForce.identity().resolve(event, people::owner);
    Person person = people.of(resolution.customer());
    CustomerId before = person.customer.id;
    boolean renames = event.userId() != null && !person.customer.id.value().equals(event.userId());
    boolean moves =
        renames
            || !resolution.unlinked().isEmpty()
            || !resolution.absorbed().isEmpty()
            || !person.customer.identifiers.containsAll(resolution.links());
    if (moves) {
      // Who somebody is changes between two inputs, never beside one.
      settle();
      resolution.unlinked().forEach(people::unlink);
      people.changed(person);
      Identity.name(person.customer, event);
      resolution.links().forEach(identifier -> forgotten.recall(identifier, person.customer));
      for (var absorbed : resolution.absorbed()) {
        Person loser = people.of(absorbed);
        Instant at = later(later(now, person.customer.clock), loser.customer.clock);
        people.changed(person);
        people.changed(loser);
        Outcome outcome = inForce.engine().merge(person.customer, loser.customer, at);
        people.absorb(person, loser);
        outbox.absorb(person.number, loser.number);
        if (person.customer.erased) {
          outbox.erase(person.number, now);
        }
        merged++;
        tell(person, outcome, now, number);
      }
      resolution.links().forEach(identifier -> people.link(person, identifier));
    }
    resolution.refused().forEach(_ -> counters.count("refused_links"));
    people.resolved();
    boolean renamed = !resolution.isNew() && !before.equals(person.customer.id);
    return new Resolved(person, renamed ? before : null);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void start(EventLine.Parsed.Start start, long number, Instant now) {
    if (!seen.isFirst(start.messageId(), now)) {
      sighting = Sighting.AGAIN;
      counters.count("duplicates");
      return;
    }
    Person person = null;
    String user = start.userId();
    String visitor = start.anonymousId();
    if (user != null) {
      person = people.personOf(Identifier.user(user));
    }
    if (person == null && visitor != null) {
      person = people.personOf(Identifier.anonymous(visitor));
    }
    if (person == null) {
      String name = user == null ? String.valueOf(visitor) : user;
      person = people.of(Engine.stranger(new CustomerId(name)));
      Identifier id = user == null ? Identifier.anonymous(name) : Identifier.user(name);
      forgotten.recall(id, person.customer);
      people.link(person, id);
      people.resolved();
    }
    people.changed(person);
    round.add(person, new Input.Start(start.journey(), start.properties()), now, number);
  }

  private void tick(long number, Instant now) {
    tick(number, now, _ -> false);
  }

  /// Time has come to `at`, without an entry of a log that says so.
  ///
  /// @param held who must not be woken yet
  void tick(Instant at, Predicate<Customer> held) {
    now = later(now, at);
    tick(applied + 1, now, held);
    applied++;
    settle();
    people.keep();
    people.trim();
  }

  /// Timers act at the moment they were due, whenever that is noticed.
  private void tick(long number, Instant now, Predicate<Customer> held) {
    settle();
    Wake limit = new Wake(now, false);
    List<Person> later = new ArrayList<>();
    for (Person due = agenda.nextDue(limit); due != null; due = agenda.nextDue(limit)) {
      if (held.test(due.customer)) {
        later.add(due);
        continue;
      }
      Wake wake = due.wake;
      if (wake == null) {
        throw new IllegalStateException("Person %d is due without a time".formatted(due.number));
      }
      people.changed(due);
      due.wake = null;
      round.add(due, new Input.TimePassed(wake.afterEvents()), wake.at(), number);
      settle();
      counters.count("timers");
    }
    later.forEach(agenda::again);
  }

  /// One command after the others, without a log.
  void apply(byte[] command, Instant at) {
    long stamp = later(now, at).toEpochMilli();
    apply(List.of(new Logged(applied + 1, stamp, command, null)));
  }

  /// One entry of a log that others share, which gives dead letters their numbers.
  void refuse(Command.Refused refused, long entry, Instant at) {
    layers.put(Family.DEAD, Keys.number(entry), Dead.bytes(entry, at, refused));
    counters.count("dead");
  }

  /// Whoever has these identifiers goes elsewhere, with their letters and with what is kept of the
  /// erased.
  Relocation surrender(Collection<Fingerprint> members) {
    Relocation relocation = Relocation.of(members, people, outbox, forgotten, store);
    merged += relocation.people().size();
    people.keep();
    return relocation;
  }

  /// They have come.
  ///
  /// @return the new number of each by the old one
  SortedMap<Long, Long> arrive(Relocation relocation) {
    SortedMap<Long, Long> numbers = new TreeMap<>();
    for (Relocation.Mover mover : relocation.people()) {
      Person person = people.settle(mover.state());
      numbers.put(mover.number(), person.number);
      agenda.schedule(person, People.wakeOf(mover.state()));
      for (Letter letter : mover.letters()) {
        adopt(letter.withPerson(person.number));
      }
    }
    relocation.forgotten().forEach(forgotten::takeOver);
    people.keep();
    return numbers;
  }

  /// A letter of somebody here that was elsewhere.
  void adopt(Letter letter) {
    outbox.add(letter);
    mailroom.offer(letter);
  }

  /// Whoever carried letters has gone: what is decided is offered anew, and what was on the wire
  /// may have left.
  void offerAnew(Instant at) {
    for (Letter letter : outbox.open()) {
      if (letter.state() == Letter.State.DECIDED) {
        mailroom.offer(letter);
      } else {
        Command unknown =
            new Command.Settle(
                letter.id(), letter.attempts(), Settlement.UNKNOWN, "the node stopped", null);
        apply(unknown.bytes(), at);
      }
    }
  }

  private void publish(Command.Publish publish) {
    settle();
    Catalogs.Reading reading = Catalogs.read(publish.sources());
    if (reading.documents().isEmpty()) {
      counters.count("publish_refused");
      return;
    }
    inForce = InForce.of(publish.sources(), reading.documents().get());
    layers.put(Family.META, CATALOG, publish.bytes());
  }

  /// The letter as all that came before leaves it. Rounds go on where it is of somebody to whom
  /// nothing happens in this one.
  private @Nullable Letter letter(String id) {
    Letter letter = outbox.get(id);
    Person person = letter == null ? null : people.get(letter.person());
    if (person != null && person.works == 0) {
      return letter;
    }
    settle();
    return outbox.get(id);
  }

  private void erase(String customer, long number, Instant now) {
    Person person = people.known(customer);
    if (person == null) {
      return;
    }
    settle();
    people.changed(person);
    outbox.erase(person.number, now);
    List<Identifier> identifiers = List.copyOf(person.customer.identifiers);
    round.add(person, new Input.Erase(), now, number);
    settle();
    identifiers.forEach(people::unlink);
    forgotten.add(identifiers, person.customer.clock, person.customer.facts);
    people.remove(person);
  }

  private void tell(Round.Work work, Outcome outcome) {
    tell(work.person, outcome, work.now, work.entry);
  }

  private void tell(Person person, Outcome outcome, Instant now, long entry) {
    untold.facts(outcome.facts(), entry);
    for (Effect effect : outcome.effects()) {
      switch (effect) {
        case Effect.Send send -> mailroom.decided(Outbox.of(send, person.number, now), now);
        case Effect.Webhook hook -> mailroom.decided(Outbox.of(hook, person.number, now), now);
        case Effect.Withdraw(String instance, String reason) ->
            mailroom.withdraw(instance, reason, now);
        case Effect.Mismatch(String document, String condition, int times) ->
            counters.count("mismatch " + document + ": " + condition, times);
      }
    }
    agenda.schedule(person, outcome.wake());
  }
}
