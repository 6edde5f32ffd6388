package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.EventLine;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
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
import dev.throughline.event.Value.Fields;
import dev.throughline.log.Logged;
import dev.throughline.message.Feedback;
import dev.throughline.runtime.Letter.State;
import dev.throughline.runtime.Seen.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Applies the entries of the log, in their order, to people, letters and the catalog. One thread
/// owns it; the same log leads to the same state and to facts with the same numbers.
final class Processor {
  /// The catalog before the first is published: a workspace as it comes.
  private static final Source BLANK =
      new Source("workspace.yaml", "kind: workspace\nkey: workspace\nname: Workspace\n");

  /// So many entries are looked up together and make one round.
  private static final int AT_ONCE = 1_000;

  static final byte[] APPLIED = Keys.text("applied");
  private static final byte[] FACTS = Keys.text("facts");
  private static final byte[] CATALOG = Keys.text("catalog");
  private static final byte[] KEPT = Keys.text("kept");
  static final byte[] MERGED = Keys.text("merged_people");

  private final Store store;
  private final Layers layers;
  private final Shards shards;
  private final People people;
  private final Agenda agenda;
  private final Outbox outbox;
  private final Round round;
  private final Post post;
  private final Seen seen;
  private Engine engine;
  private Identity identity;
  private Catalog catalog;
  private List<Source> sources;
  private Set<String> kept = new TreeSet<>();
  private Sighting sighting = Sighting.FIRST;
  private long applied;
  private Instant now = Instant.EPOCH;
  private long facts;
  private long merged;
  private long firstTold;
  private final List<Fact> told = new ArrayList<>();
  private final List<Long> toldOf = new ArrayList<>();
  private final List<Told.Taken> taken = new ArrayList<>();
  private final TreeMap<String, Long> counters = new TreeMap<>();

  /// What the processor says to whoever carries letters, while the log is live.
  interface Post {
    /// The letter may be handed over from its `nextAt` on.
    void decided(Letter letter);

    /// The letter is in flight: hand it over now.
    void granted(Letter letter);
  }

  Processor(Store store, Layers layers, People people, Shards shards, Post post) {
    this.store = store;
    this.shards = shards;
    this.layers = layers;
    this.people = people;
    this.agenda = new Agenda(store, people);
    Upgrade.of(store);
    this.outbox = new Outbox(store, layers);
    this.round = new Round(shards);
    this.post = post;
    this.seen = new Seen(layers);
    this.applied = number(APPLIED);
    this.facts = number(FACTS);
    this.merged = number(MERGED);
    this.firstTold = facts + 1;
    byte[] stored = layers.get(Family.META, CATALOG);
    this.sources = stored == null ? List.of() : ((Command.Publish) Command.of(stored)).sources();
    this.catalog = Catalog.of(documents(sources));
    this.engine = new Engine(catalog);
    this.identity = new Identity(catalog.documents().identity());
    byte[] channels = layers.get(Family.META, KEPT);
    if (channels != null) {
      kept.addAll(((Command.Keep) Command.of(channels)).channels());
    }
  }

  private long number(byte[] key) {
    byte[] stored = layers.get(Family.META, key);
    return stored == null ? 0 : Keys.number(stored);
  }

  private static Documents documents(List<Source> sources) {
    Catalogs.Reading reading = Catalogs.read(sources.isEmpty() ? List.of(BLANK) : sources);
    return reading
        .documents()
        .orElseThrow(
            () -> new IllegalStateException("A published catalog is wrong: " + reading.problems()));
  }

  long applied() {
    return applied;
  }

  /// The moment of the last entry applied.
  Instant now() {
    return now;
  }

  long facts() {
    return facts;
  }

  People people() {
    return people;
  }

  /// How many people have become part of others.
  long merged() {
    return merged;
  }

  Outbox outbox() {
    return outbox;
  }

  Catalog catalog() {
    return catalog;
  }

  List<Source> sources() {
    return sources;
  }

  Set<String> kept() {
    return kept;
  }

  /// When somebody may be due next.
  Instant nextDue() {
    return agenda.next();
  }

  SortedMap<String, Long> counters() {
    return counters;
  }

  /// Applies entries that follow the last one applied.
  void apply(List<Logged> entries) {
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      applySome(entries.subList(from, Math.min(entries.size(), from + AT_ONCE)));
    }
    layers.expect(Ahead.NOTHING);
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
    layers.expect(Ahead.of(store, events, shards));
    for (int i = 0; i < entries.size(); i++) {
      Logged entry = entries.get(i);
      if (entry.number() <= applied) {
        continue;
      }
      sighting = Sighting.FIRST;
      now = Instant.ofEpochMilli(entry.stampMs());
      Command command = commands.get(i);
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
    round.run(engine, kept, this::tell);
  }

  /// What has been decided by then may have left: it is not sent again, whatever it was.
  private void lose(long number, Instant now) {
    tick(number, now);
    for (Letter letter : outbox.open()) {
      int attempt = letter.attempts() + (letter.state() == State.DECIDED ? 1 : 0);
      outbox.put(letter.at(State.UNKNOWN, attempt, now, now, "the log lost what became of it"));
    }
    count("lost_entries");
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
    if (told.isEmpty() && taken.isEmpty()) {
      return null;
    }
    Told all = new Told(firstTold, told, toldOf, taken, applied);
    told.clear();
    toldOf.clear();
    taken.clear();
    firstTold = facts + 1;
    return all;
  }

  /// What was set aside is in the store.
  void written() {
    layers.written();
    agenda.written();
  }

  /// Sets everything aside as it is now, to be written to the store.
  void freeze() {
    layers.put(Family.META, APPLIED, Keys.number(applied));
    layers.put(Family.META, FACTS, Keys.number(facts));
    layers.put(Family.META, MERGED, Keys.number(merged));
    agenda.freeze();
    outbox.freeze();
    layers.freeze();
    people.freeze();
  }

  private void apply(Command command, long number, Instant now) {
    switch (command) {
      case Command.Happened happened -> happened(happened, number, now);
      case Command.Start(EventLine.Parsed.Start start) -> start(start, number, now);
      case Command.Tick _ -> tick(number, now);
      case Command.Publish publish -> publish(publish);
      case Command.Keep keep -> {
        settle();
        kept = new TreeSet<>(keep.channels());
        layers.put(Family.META, KEPT, keep.bytes());
      }
      case Command.Claim(String letter, int attempt) -> claim(letter, attempt, number, now);
      case Command.Settle settle -> settle(settle, number, now);
      case Command.Feedback said -> feedback(said, number, now);
      case Command.Refused refused -> {
        layers.put(Family.DEAD, Keys.number(number), Dead.bytes(number, now, refused));
        count("dead");
      }
      case Command.Erase(String customer) -> erase(customer, number, now);
    }
  }

  private void settle() {
    round.run(engine, kept, this::tell);
  }

  private void happened(Command.Happened happened, long number, Instant now) {
    Event event = happened.event();
    sighting = seen.sight(event, now);
    if (sighting != Sighting.FIRST) {
      count("duplicates");
      return;
    }
    Resolved resolved = resolve(event, number, now);
    Person person = resolved.person();
    taken.add(
        new Told.Taken(number, person.customer.id, resolved.formerly(), event, happened.line()));
    people.changed(person);
    round.add(person, new Input.Happened(event), now, number);
    confirm(event, now);
    count("events");
  }

  /// Whose an event is.
  ///
  /// @param formerly what the person was called before this event; null if that stayed
  private record Resolved(Person person, @Nullable CustomerId formerly) {}

  private Resolved resolve(Event event, long number, Instant now) {
    Identity.Resolution resolution = identity.resolve(event, people::owner);
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
      for (var absorbed : resolution.absorbed()) {
        Person loser = people.of(absorbed);
        Instant at = later(later(now, person.customer.clock), loser.customer.clock);
        people.changed(person);
        people.changed(loser);
        Outcome outcome = engine.merge(person.customer, loser.customer, at);
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
    resolution.refused().forEach(_ -> count("refused_links"));
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
      count("duplicates");
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
      people.link(person, user == null ? Identifier.anonymous(name) : Identifier.user(name));
      people.resolved();
    }
    people.changed(person);
    round.add(person, new Input.Start(start.journey(), start.properties()), now, number);
  }

  /// Timers act at the moment they were due, whenever that is noticed.
  private void tick(long number, Instant now) {
    settle();
    Wake limit = new Wake(now, false);
    for (Person due = agenda.nextDue(limit); due != null; due = agenda.nextDue(limit)) {
      Wake wake = due.wake;
      if (wake == null) {
        throw new IllegalStateException("Person %d is due without a time".formatted(due.number));
      }
      people.changed(due);
      due.wake = null;
      round.add(due, new Input.TimePassed(wake.afterEvents()), wake.at(), number);
      settle();
      count("timers");
    }
  }

  private void publish(Command.Publish publish) {
    settle();
    Catalogs.Reading reading = Catalogs.read(publish.sources());
    if (reading.documents().isEmpty()) {
      count("publish_refused");
      return;
    }
    sources = publish.sources();
    catalog = Catalog.of(reading.documents().get());
    engine = new Engine(catalog);
    identity = new Identity(catalog.documents().identity());
    layers.put(Family.META, CATALOG, publish.bytes());
  }

  /// The letter as all that came before leaves it. Rounds go on where it is of somebody to whom
  /// nothing happens in this one.
  private @Nullable Letter letter(String id) {
    Letter letter = outbox.get(id);
    Person person = letter == null ? null : people.get(letter.person());
    if (person != null && !person.busy) {
      return letter;
    }
    settle();
    return outbox.get(id);
  }

  private void claim(String id, int attempt, long number, Instant now) {
    Letter letter = letter(id);
    if (letter == null || letter.state() != State.DECIDED || attempt != letter.attempts() + 1) {
      return;
    }
    Person person = people.get(letter.person());
    Optional<String> refusal =
        person == null || letter.isForgotten()
            ? Optional.of("erased")
            : letter.detail().startsWith(WITHDRAWN)
                ? Optional.of("journey_ended")
                : letter.channel().equals(Letter.WEBHOOK)
                    ? Optional.empty()
                    : engine.refusal(
                        person.customer, letter.purpose(), letter.channel(), letter.address(), now);
    if (refusal.isEmpty()) {
      Letter granted = letter.at(State.IN_FLIGHT, attempt, now, now, "");
      outbox.put(granted);
      post.granted(granted);
      return;
    }
    outbox.put(letter.at(State.WITHDRAWN, letter.attempts(), now, now, refusal.get()));
    hear(letter, failed(letter), reason(refusal.get()), number, now);
  }

  private static final String WITHDRAWN = "withdrawn: ";

  private void settle(Command.Settle said, long number, Instant now) {
    Letter letter = letter(said.letter());
    boolean open =
        letter != null
            && letter.attempts() == said.attempt()
            && (letter.state() == State.IN_FLIGHT || letter.state() == State.UNKNOWN);
    if (letter == null || !open) {
      return;
    }
    Instant next = said.nextAt() == null ? now : said.nextAt();
    // Providers like to name the address in what they say.
    String detail = letter.isForgotten() ? "" : said.detail();
    switch (said.settlement()) {
      case SENT -> {
        outbox.put(letter.at(State.SENT, said.attempt(), now, now, detail));
        if (!letter.channel().equals(Letter.WEBHOOK)) {
          String delivered = Feedback.deliveredOn(letter.channel());
          hear(letter, delivered, Fields.EMPTY, number, now);
        }
      }
      case ACCEPTED -> outbox.put(letter.at(State.SENT, said.attempt(), now, now, detail));
      case RETRY -> {
        Letter again = letter.at(State.DECIDED, said.attempt(), next, now, detail);
        outbox.put(again);
        post.decided(again);
      }
      case UNKNOWN -> outbox.put(letter.at(State.UNKNOWN, said.attempt(), now, now, detail));
      case FAILED -> {
        outbox.put(letter.at(State.FAILED, said.attempt(), now, now, detail));
        hear(letter, failed(letter), reason(detail), number, now);
      }
      case BOUNCED -> {
        outbox.put(letter.at(State.FAILED, said.attempt(), now, now, detail));
        hear(letter, bounced(letter), reason(detail), number, now);
      }
    }
  }

  private static Fields reason(String text) {
    return new Fields(java.util.Map.of("reason", Value.of(text)));
  }

  private static String failed(Letter letter) {
    return Feedback.eventOf(letter.channel(), Feedback.Kind.FAILED);
  }

  private static String bounced(Letter letter) {
    return Feedback.eventOf(letter.channel(), Feedback.Kind.BOUNCED);
  }

  private void hear(Letter letter, String name, Fields more, long number, Instant now) {
    Person person = people.get(letter.person());
    if (person == null || letter.channel().equals(Letter.WEBHOOK)) {
      return;
    }
    Event receipt =
        Receipt.of(
            name, person.customer.id, letter.id(), letter.journey(), letter.step(), more, now);
    if (seen.isFirst(receipt.messageId(), now)) {
      taken.add(taken(number, person, receipt));
      people.changed(person);
      round.add(person, new Input.Happened(receipt), now, number);
    }
  }

  private static Told.Taken taken(long number, Person person, Event event) {
    return new Told.Taken(
        number, person.customer.id, null, event, new Command.Happened(event).line());
  }

  private void feedback(Command.Feedback said, long number, Instant now) {
    Letter letter = outbox.get(said.letter());
    Person person = letter == null ? null : people.get(letter.person());
    if (letter == null || person == null || !seen.isFirst(said.id(), now)) {
      count(letter == null ? "feedback_on_nothing" : "duplicates");
      return;
    }
    TreeMap<String, Value> properties = new TreeMap<>(said.properties().values());
    properties.put("campaign_id", Value.of(letter.journey()));
    properties.put("step", Value.of(letter.step()));
    properties.put("message_id", Value.of(letter.id()));
    Instant at = said.at().isAfter(now) ? now : said.at();
    Event event =
        new Event(
            said.id(),
            Event.Type.TRACK,
            said.event(),
            person.customer.id.value(),
            null,
            null,
            null,
            new Fields(properties),
            Fields.EMPTY,
            Fields.EMPTY,
            at,
            now,
            false);
    taken.add(taken(number, person, event));
    people.changed(person);
    round.add(person, new Input.Happened(event), now, number);
    confirm(event, now);
  }

  /// A receipt for a letter whose fate was unknown makes it known.
  private void confirm(Event event, Instant now) {
    Optional<Feedback> said = Feedback.of(event.name());
    String id = event.properties().text("message_id");
    if (said.isEmpty() || id.isEmpty()) {
      return;
    }
    Letter letter = outbox.get(id);
    if (letter != null && letter.state() == State.UNKNOWN) {
      boolean failed =
          said.get().kind() == Feedback.Kind.BOUNCED || said.get().kind() == Feedback.Kind.FAILED;
      State state = failed ? State.FAILED : State.SENT;
      outbox.put(letter.at(state, letter.attempts(), now, now, "confirmed by " + event.name()));
    }
  }

  private void erase(String customer, long number, Instant now) {
    Person person = people.personOf(Identifier.user(customer));
    if (person == null) {
      person = people.personOf(Identifier.anonymous(customer));
    }
    if (person == null) {
      return;
    }
    settle();
    people.changed(person);
    outbox.erase(person.number, now);
    round.add(person, new Input.Erase(), now, number);
    settle();
  }

  private void tell(Round.Work work, Outcome outcome) {
    tell(work.person, outcome, work.now, work.entry);
  }

  private void tell(Person person, Outcome outcome, Instant now, long entry) {
    told.addAll(outcome.facts());
    outcome.facts().forEach(_ -> toldOf.add(entry));
    facts += outcome.facts().size();
    for (Effect effect : outcome.effects()) {
      switch (effect) {
        case Effect.Send send -> decided(Outbox.of(send, person.number, now), now);
        case Effect.Webhook hook -> decided(Outbox.of(hook, person.number, now), now);
        case Effect.Withdraw(String instance, String reason) -> {
          for (Letter letter : outbox.undispatched(instance)) {
            outbox.put(letter.at(State.DECIDED, letter.attempts(), now, now, WITHDRAWN + reason));
          }
        }
        case Effect.Mismatch(String document, String condition, int times) ->
            counters.merge("mismatch " + document + ": " + condition, (long) times, Long::sum);
      }
    }
    agenda.schedule(person, outcome.wake());
  }

  private void decided(Letter letter, Instant now) {
    if (kept.contains(letter.channel())) {
      outbox.add(letter.at(State.SENT, 1, now, now, "kept in the outbox"));
      return;
    }
    outbox.add(letter);
    post.decided(letter);
  }

  private void count(String what) {
    counters.merge(what, 1L, Long::sum);
  }
}
