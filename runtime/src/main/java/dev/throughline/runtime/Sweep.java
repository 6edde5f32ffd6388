package dev.throughline.runtime;

import dev.throughline.runtime.Letter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// Takes out of the store what has had its time, round and round: message ids past the window in
/// which they count once (those of imported history stay), the content of letters, dead letters.
/// Each checkpoint looks at as many keys of a family as it adds, so that nothing stays for more
/// than twice its time.
final class Sweep {
  /// How long the content of a message can be looked at; who got what and when stays.
  static final Duration CONTENT = Duration.ofDays(30);

  static final Duration DEAD = Duration.ofDays(30);

  /// So many at least.
  private static final int MIN_KEYS = 50;

  private static final byte[] FIRST = {0};
  private static final byte[] END = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
  };

  private final Store store;
  private final Map<Family, byte[]> reached = new EnumMap<>(Family.class);

  Sweep(Store store) {
    this.store = store;
  }

  /// Goes on where it stopped. What the coming checkpoint writes overrides it, as it comes later.
  ///
  /// @param added how many keys of each family the coming checkpoint writes
  void some(Instant now, Map<Family, Integer> added) {
    try (Store.Batch batch = store.batch()) {
      walk(
          Family.SEEN,
          added,
          (key, value) -> {
            if (Keys.number(value) < now.minus(Seen.LIVE).toEpochMilli()) {
              batch.delete(Family.SEEN, key);
            }
          });
      walk(
          Family.LETTERS,
          added,
          (key, value) -> {
            Letter letter = Letter.of(value);
            boolean over = letter.state().isOver() && letter.state() != State.UNKNOWN;
            if (over
                && !letter.parts().isEmpty()
                && letter.changedAt().isBefore(now.minus(CONTENT))) {
              batch.put(Family.LETTERS, key, letter.withoutContent().bytes());
              batch.delete(Family.LETTERS_OF, LettersOf.key(letter.person(), letter.id()));
            }
          });
      walk(
          Family.DEAD,
          added,
          (key, value) -> {
            if (Dead.of(value).at().isBefore(now.minus(DEAD))) {
              batch.delete(Family.DEAD, key);
            }
          });
      batch.write();
    }
  }

  private interface Look {
    void at(byte[] key, byte[] value);
  }

  private void walk(Family family, Map<Family, Integer> added, Look look) {
    int most = Math.max(MIN_KEYS, added.getOrDefault(family, 0));
    int[] seen = {0};
    byte[][] last = {FIRST};
    store.walk(
        family,
        reached.getOrDefault(family, FIRST),
        END,
        (key, value) -> {
          if (seen[0]++ == most) {
            last[0] = key;
            return false;
          }
          look.at(key, value);
          return true;
        });
    reached.put(family, last[0]);
  }
}
