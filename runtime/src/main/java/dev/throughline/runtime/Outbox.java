package dev.throughline.runtime;

import dev.throughline.engine.Effect;
import dev.throughline.event.StableHash;
import dev.throughline.runtime.Letter.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Letters and where each stands: decided, in flight, sent, failed, unknown or withdrawn.
final class Outbox {
  private static final byte[] THERE = {1};

  private final Layers layers;
  private final LettersOf owners;
  private final Map<String, Letter> open = new HashMap<>();
  private final Map<String, Letter> changed = new LinkedHashMap<>();
  private final Map<String, Set<String>> openByInstance = new HashMap<>();

  /// The letters that the index of open ones names.
  private final Set<String> indexed = new HashSet<>();

  /// Takes up the letters that were on their way when the store was last written.
  Outbox(Store store, Layers layers) {
    this.layers = layers;
    this.owners = new LettersOf(store, layers);
    store.walk(
        Family.OPEN,
        new byte[] {0},
        new byte[] {-1},
        (key, _) -> {
          byte[] stored = store.get(Family.LETTERS, key);
          if (stored == null) {
            throw new IllegalStateException("An open letter is not in the store");
          }
          Letter letter = Letter.of(stored);
          indexed.add(letter.id());
          track(letter);
          return true;
        });
  }

  @Nullable Letter get(String id) {
    Letter letter = changed.get(id);
    if (letter == null) {
      letter = open.get(id);
    }
    if (letter != null) {
      return letter;
    }
    byte[] stored = layers.get(Family.LETTERS, Keys.text(id));
    return stored == null ? null : Letter.of(stored);
  }

  /// Letters that are not over, by id.
  List<Letter> open() {
    return List.copyOf(new TreeMap<>(open).values());
  }

  int openCount() {
    return open.size();
  }

  static Letter of(Effect.Send send, long person, Instant now) {
    var message = send.message();
    String channel = message.channel();
    if (channel == null) {
      throw new IllegalStateException("A message was sent on no channel: " + message.id());
    }
    return new Letter(
        message.id(),
        person,
        send.customer().value(),
        channel,
        message.address(),
        message.journey(),
        message.version(),
        message.instance(),
        message.step(),
        Objects.requireNonNullElse(message.exposure().arm(), ""),
        message.purpose(),
        message.decidedAt(),
        send.parts(),
        State.DECIDED,
        0,
        now,
        now,
        "");
  }

  static Letter of(Effect.Webhook hook, long person, Instant now) {
    TreeMap<String, String> parts = new TreeMap<>();
    hook.headers().forEach((name, value) -> parts.put("header." + name, value));
    parts.put("method", hook.method());
    parts.put("body", hook.body());
    return new Letter(
        hook.id(),
        person,
        hook.customer().value(),
        Letter.WEBHOOK,
        hook.url(),
        "",
        0,
        "",
        "",
        "",
        "transactional",
        now,
        Collections.unmodifiableSortedMap(parts),
        State.DECIDED,
        0,
        now,
        now,
        "");
  }

  /// Takes up a letter that has just been decided.
  void add(Letter letter) {
    owners.add(letter.person(), letter.id());
    put(letter);
  }

  /// The letters of `loser` are those of `winner` from now on.
  void absorb(long winner, long loser) {
    owners.absorb(winner, loser);
  }

  /// Forgets what the letters of a person said and where they went, and withdraws those that have
  /// not left. That they were, and when, stays.
  void erase(long person, Instant now) {
    for (String id : owners.take(person)) {
      Letter letter = get(id);
      if (letter != null) {
        Letter bare = letter.withoutContent();
        boolean waits = letter.state() == State.DECIDED;
        put(waits ? bare.at(State.WITHDRAWN, letter.attempts(), now, now, "erased") : bare);
      }
    }
  }

  /// Gives away the letters of a person who goes elsewhere.
  List<Letter> surrender(long person) {
    List<Letter> letters = new ArrayList<>();
    for (String id : owners.take(person)) {
      Letter letter = get(id);
      if (letter != null) {
        letters.add(letter);
        remove(letter);
      }
    }
    return letters;
  }

  /// The letter is elsewhere.
  void remove(Letter letter) {
    changed.remove(letter.id());
    untrack(letter);
    layers.delete(Family.LETTERS, Keys.text(letter.id()));
    if (indexed.remove(letter.id())) {
      layers.delete(Family.OPEN, Keys.text(letter.id()));
    }
  }

  void put(Letter letter) {
    changed.put(letter.id(), letter);
    if (letter.state().isOver()) {
      untrack(letter);
    } else {
      track(letter);
    }
  }

  private void untrack(Letter letter) {
    open.remove(letter.id());
    Set<String> others = openByInstance.get(letter.instance());
    if (others != null) {
      others.remove(letter.id());
      if (others.isEmpty()) {
        openByInstance.remove(letter.instance());
      }
    }
  }

  private void track(Letter letter) {
    open.put(letter.id(), letter);
    if (!letter.instance().isEmpty()) {
      openByInstance
          .computeIfAbsent(letter.instance(), _ -> new LinkedHashSet<>())
          .add(letter.id());
    }
  }

  /// The letters of a run that have been decided and not handed over.
  List<Letter> undispatched(String instance) {
    return openByInstance.getOrDefault(instance, Set.of()).stream()
        .map(this::get)
        .filter(letter -> letter != null && letter.state() == State.DECIDED)
        .toList();
  }

  /// Writes the letters that changed into the layers.
  void freeze() {
    changed.forEach((id, letter) -> {
      layers.put(Family.LETTERS, Keys.text(id), letter.bytes());
      if (!letter.state().isOver()) {
        if (indexed.add(id)) {
          layers.put(Family.OPEN, Keys.text(id), THERE);
        }
      } else if (indexed.remove(id)) {
        layers.delete(Family.OPEN, Keys.text(id));
      }
    });
    changed.clear();
  }

  /// The id of the event by which a letter's fate becomes known to the engine.
  static String receipt(Letter letter, String what) {
    return StableHash.hex("receipt", letter.id(), what);
  }
}
