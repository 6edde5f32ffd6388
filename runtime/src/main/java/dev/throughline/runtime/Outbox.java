package dev.throughline.runtime;

import dev.throughline.engine.Effect;
import dev.throughline.event.StableHash;
import dev.throughline.runtime.Letter.State;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
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
  private final Layers layers;
  private final Map<String, Letter> open = new HashMap<>();
  private final Map<String, Letter> changed = new LinkedHashMap<>();
  private final Map<String, Set<String>> openByInstance = new HashMap<>();

  Outbox(Layers layers) {
    this.layers = layers;
  }

  /// Takes up the letters that were on their way when the store was last written.
  void load(Store store) {
    store.walk(
        Family.LETTERS,
        new byte[] {0},
        new byte[] {-1},
        (_, value) -> {
          Letter letter = Letter.of(value);
          if (!letter.state().isOver()) {
            track(letter);
          }
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

  void put(Letter letter) {
    changed.put(letter.id(), letter);
    if (letter.state().isOver()) {
      open.remove(letter.id());
      Set<String> others = openByInstance.get(letter.instance());
      if (others != null) {
        others.remove(letter.id());
        if (others.isEmpty()) {
          openByInstance.remove(letter.instance());
        }
      }
    } else {
      track(letter);
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
    changed.forEach((id, letter) -> layers.put(Family.LETTERS, Keys.text(id), letter.bytes()));
    changed.clear();
  }

  /// The id of the event by which a letter's fate becomes known to the engine.
  static String receipt(Letter letter, String what) {
    return StableHash.hex("receipt", letter.id(), what);
  }
}
