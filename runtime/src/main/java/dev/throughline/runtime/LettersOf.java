package dev.throughline.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/// Whose letters are whose: every person's letters, as long as these say anything, and those of
/// everybody who was merged into that person.
final class LettersOf {
  private static final byte LETTER = 0;
  private static final byte ABSORBED = 1;
  private static final byte[] THERE = {1};

  private final Store store;
  private final Layers layers;

  LettersOf(Store store, Layers layers) {
    this.store = store;
    this.layers = layers;
  }

  static byte[] key(long person, String letter) {
    byte[] text = Keys.text(letter);
    return ByteBuffer.allocate(Long.BYTES + 1 + text.length)
        .putLong(person)
        .put(LETTER)
        .put(text)
        .array();
  }

  static byte[] key(long winner, long loser) {
    return ByteBuffer.allocate(2 * Long.BYTES + 1)
        .putLong(winner)
        .put(ABSORBED)
        .putLong(loser)
        .array();
  }

  void add(long person, String letter) {
    layers.put(Family.LETTERS_OF, key(person, letter), THERE);
  }

  void absorb(long winner, long loser) {
    layers.put(Family.LETTERS_OF, key(winner, loser), THERE);
  }

  /// Gives the letters of a person, and knows them no more.
  List<String> take(long person) {
    List<String> letters = new ArrayList<>();
    Deque<Long> people = new ArrayDeque<>(List.of(person));
    for (Long next = people.poll(); next != null; next = people.poll()) {
      for (byte[] key : keys(next)) {
        ByteBuffer rest = ByteBuffer.wrap(key).position(Long.BYTES);
        if (rest.get() == ABSORBED) {
          people.add(rest.getLong());
        } else {
          letters.add(StandardCharsets.UTF_8.decode(rest).toString());
        }
        layers.delete(Family.LETTERS_OF, key);
      }
    }
    return letters;
  }

  private Collection<byte[]> keys(long person) {
    TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    store.walk(
        Family.LETTERS_OF,
        Keys.number(person),
        Keys.number(person + 1),
        (key, _) -> {
          keys.add(key);
          return true;
        });
    layers.unwritten(
        Family.LETTERS_OF,
        (key, value) -> {
          if (Keys.number(key) == person && value != null) {
            keys.add(key);
          } else {
            keys.remove(key);
          }
        });
    return keys;
  }
}
