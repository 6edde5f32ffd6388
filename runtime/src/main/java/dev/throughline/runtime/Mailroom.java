package dev.throughline.runtime;

import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.engine.Receipt;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Feedback;
import dev.throughline.runtime.Letter.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The life of letters: decided, claimed, settled or withdrawn, and what the person they were for
/// hears of it.
final class Mailroom {
  private static final String WITHDRAWN = "withdrawn: ";
  private static final byte[] KEPT = Keys.text("kept");

  private final Layers layers;
  private final Outbox outbox;
  private final People people;
  private final Round round;
  private final Seen seen;
  private final Untold untold;
  private final Counters counters;
  private final Post post;
  private Set<String> kept = new TreeSet<>();

  Mailroom(
      Layers layers,
      Outbox outbox,
      People people,
      Round round,
      Seen seen,
      Untold untold,
      Counters counters,
      Post post) {
    this.layers = layers;
    this.outbox = outbox;
    this.people = people;
    this.round = round;
    this.seen = seen;
    this.untold = untold;
    this.counters = counters;
    this.post = post;
    byte[] channels = layers.get(Family.META, KEPT);
    if (channels != null) {
      kept.addAll(((Command.Keep) Command.of(channels)).channels());
    }
  }

  /// The channels whose letters stay here.
  Set<String> kept() {
    return kept;
  }

  void keep(Command.Keep keep) {
    kept = new TreeSet<>(keep.channels());
    layers.put(Family.META, KEPT, keep.bytes());
  }

  void decided(Letter letter, Instant now) {
    if (kept.contains(letter.channel())) {
      Letter kept = letter.at(State.SENT, 1, now, now, "kept in the outbox");
      outbox.add(kept);
      post.kept(kept);
      return;
    }
    outbox.add(letter);
    post.decided(letter);
  }

  /// A letter of somebody who has come from elsewhere, or whom somebody else carries from now on.
  void offer(Letter letter) {
    if (letter.state() == State.DECIDED) {
      post.decided(letter);
    }
  }

  /// The run that decided them is over: what has not left does not leave.
  void withdraw(String instance, String reason, Instant now) {
    for (Letter letter : outbox.undispatched(instance)) {
      outbox.put(letter.at(State.DECIDED, letter.attempts(), now, now, WITHDRAWN + reason));
    }
  }

  void claim(@Nullable Letter letter, int attempt, Engine engine, long entry, Instant now) {
    if (letter == null || letter.state() != State.DECIDED || attempt != letter.attempts() + 1) {
      return;
    }
    Optional<String> refusal = refusal(letter, engine, now);
    if (refusal.isEmpty()) {
      Letter granted = letter.at(State.IN_FLIGHT, attempt, now, now, "");
      outbox.put(granted);
      post.granted(granted);
      return;
    }
    outbox.put(letter.at(State.WITHDRAWN, letter.attempts(), now, now, refusal.get()));
    hear(letter, failed(letter), reason(refusal.get()), entry, now);
  }

  private Optional<String> refusal(Letter letter, Engine engine, Instant now) {
    Person person = people.get(letter.person());
    if (person == null || letter.isForgotten()) {
      return Optional.of("erased");
    }
    if (letter.detail().startsWith(WITHDRAWN)) {
      return Optional.of("journey_ended");
    }
    return letter.channel().equals(Letter.WEBHOOK)
        ? Optional.empty()
        : engine.refusal(
            person.customer, letter.purpose(), letter.channel(), letter.address(), now);
  }

  void settle(@Nullable Letter letter, Command.Settle said, long entry, Instant now) {
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
          hear(letter, delivered, Fields.EMPTY, entry, now);
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
        hear(letter, failed(letter), reason(detail), entry, now);
      }
      case BOUNCED -> {
        outbox.put(letter.at(State.FAILED, said.attempt(), now, now, detail));
        hear(letter, bounced(letter), reason(detail), entry, now);
      }
    }
  }

  private static Fields reason(String text) {
    return new Fields(Map.of("reason", Value.of(text)));
  }

  private static String failed(Letter letter) {
    return Feedback.eventOf(letter.channel(), Feedback.Kind.FAILED);
  }

  private static String bounced(Letter letter) {
    return Feedback.eventOf(letter.channel(), Feedback.Kind.BOUNCED);
  }

  private void hear(Letter letter, String name, Fields more, long entry, Instant now) {
    Person person = people.get(letter.person());
    if (person == null || letter.channel().equals(Letter.WEBHOOK)) {
      return;
    }
    Event receipt =
        Receipt.of(
            name, person.customer.id, letter.id(), letter.journey(), letter.step(), more, now);
    if (seen.isFirst(receipt.messageId(), now)) {
      hear(person, receipt, entry, now);
    }
  }

  private void hear(Person person, Event event, long entry, Instant now) {
    var line = new Command.Happened(event).line();
    untold.taken(new Told.Taken(entry, person.customer.id, null, event, line));
    people.changed(person);
    round.add(person, new Input.Happened(event), now, entry);
  }

  void feedback(Command.Feedback said, long entry, Instant now) {
    Letter letter = outbox.get(said.letter());
    Person person = letter == null ? null : people.get(letter.person());
    if (letter == null || person == null) {
      counters.count("feedback_on_nothing");
      return;
    }
    if (!seen.isFirst(said.id(), now)) {
      counters.count("duplicates");
      return;
    }
    Event event = event(said, letter, person, now);
    hear(person, event, entry, now);
    confirm(event, now);
  }

  private static Event event(Command.Feedback said, Letter letter, Person person, Instant now) {
    TreeMap<String, Value> properties = new TreeMap<>(said.properties().values());
    properties.put("campaign_id", Value.of(letter.journey()));
    properties.put("step", Value.of(letter.step()));
    properties.put("message_id", Value.of(letter.id()));
    Instant at = said.at().isAfter(now) ? now : said.at();
    return new Event(
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
  }

  /// A receipt for a letter whose fate was unknown makes it known.
  void confirm(Event event, Instant now) {
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

  /// The log has lost entries: what has been decided by then may have left, and is not sent again,
  /// whatever it was.
  void lose(Instant now) {
    for (Letter letter : outbox.open()) {
      int attempt = letter.attempts() + (letter.state() == State.DECIDED ? 1 : 0);
      outbox.put(letter.at(State.UNKNOWN, attempt, now, now, "the log lost what became of it"));
    }
  }
}
