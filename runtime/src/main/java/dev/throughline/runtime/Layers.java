package dev.throughline.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What changed since the last checkpoint, over what the store has. A checkpoint freezes the
/// changes, writes them as one batch beside the work that goes on, and then forgets them.
final class Layers {
  /// What a deletion is in a layer; nothing stored is empty.
  static final byte[] GONE = {};

  /// A key that is equal by its bytes.
  @SuppressWarnings("ArrayRecordComponent")
  record Key(byte[] bytes, int hash) {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    Key(byte[] bytes) {
      this(bytes, spread(bytes));
    }

    /// Numbers that follow one another must not share a place, as they would by `Arrays.hashCode`.
    private static int spread(byte[] bytes) {
      long hash = bytes.length;
      for (byte each : bytes) {
        hash = (hash ^ each) * SPREAD;
      }
      return (int) (hash >>> Integer.SIZE);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key(byte[] others, int theirs)
          && hash == theirs
          && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /// Changes that are set aside; an empty value is a deletion.
  record Frozen(Store store, Map<Family, Map<Key, byte[]>> changes) {
    private static final Comparator<Map.Entry<Key, byte[]>> BY_KEY =
        (one, other) -> Arrays.compareUnsigned(one.getKey().bytes(), other.getKey().bytes());

    /// How many keys of each family there are.
    Map<Family, Integer> sizes() {
      Map<Family, Integer> sizes = new EnumMap<>(Family.class);
      changes.forEach((family, of) -> sizes.put(family, of.size()));
      return sizes;
    }

    /// All of it as one batch, the keys of a family in their order: the place of each is then found
    /// from the one before.
    Store.Batch batch() {
      Store.Batch batch = store.largeBatch();
      changes.forEach((family, of) -> {
        List<Map.Entry<Key, byte[]>> sorted = new ArrayList<>(of.entrySet());
        sorted.sort(BY_KEY);
        for (Map.Entry<Key, byte[]> change : sorted) {
          byte[] key = change.getKey().bytes();
          if (change.getValue().length == 0) {
            batch.delete(family, key);
          } else {
            batch.put(family, key, change.getValue());
          }
        }
      });
      return batch;
    }
  }

  private final Store store;
  private Map<Family, Map<Key, byte[]>> fresh = empty();
  private Map<Family, Map<Key, byte[]>> frozen = empty();
  private Ahead ahead = Ahead.NOTHING;

  Layers(Store store) {
    this.store = store;
  }

  private static Map<Family, Map<Key, byte[]>> empty() {
    Map<Family, Map<Key, byte[]>> empty = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      empty.put(family, new LinkedHashMap<>());
    }
    return empty;
  }

  byte @Nullable [] get(Family family, byte[] key) {
    Key wrapped = new Key(key);
    byte[] known = changed(family, wrapped);
    if (known == null) {
      known = ahead.get(family, key);
    }
    if (known == null) {
      return store.get(family, key);
    }
    return known.length == 0 ? null : known;
  }

  private byte @Nullable [] changed(Family family, Key key) {
    byte[] changed = of(fresh, family).get(key);
    return changed == null ? of(frozen, family).get(key) : changed;
  }

  /// What is under a key that changed since the store was written, `GONE` if it was deleted; null
  /// if it did not change.
  byte @Nullable [] changed(Family family, byte[] key) {
    return changed(family, new Key(key));
  }

  /// From here on, until this is called again, what was read ahead stands for the store.
  void expect(Ahead read) {
    ahead = read;
  }

  Ahead ahead() {
    return ahead;
  }

  void put(Family family, byte[] key, byte[] value) {
    if (value.length == 0) {
      throw new IllegalStateException("An empty value in " + family);
    }
    of(fresh, family).put(new Key(key), value);
  }

  void delete(Family family, byte[] key) {
    of(fresh, family).put(new Key(key), GONE);
  }

  int size(Family family) {
    return of(fresh, family).size();
  }

  /// The entries of a family that are not in the store yet; a null value is a deletion.
  void unwritten(Family family, BiConsumer<byte[], byte @Nullable []> each) {
    for (var layer : List.of(frozen, fresh)) {
      of(layer, family)
          .forEach((key, value) -> each.accept(key.bytes(), value.length == 0 ? null : value));
    }
  }

  /// Sets the changes aside to be written. What was set aside before has been.
  void freeze() {
    if (!frozen.values().stream().allMatch(Map::isEmpty)) {
      throw new IllegalStateException("What was set aside has not been written");
    }
    frozen = fresh;
    fresh = empty();
  }

  /// What is frozen: nothing changes it, so another thread may write it.
  Frozen frozen() {
    return new Frozen(store, frozen);
  }

  /// What was frozen has been written.
  void written() {
    frozen = empty();
    ahead = Ahead.NOTHING;
  }

  private static Map<Key, byte[]> of(Map<Family, Map<Key, byte[]>> layer, Family family) {
    Map<Key, byte[]> changes = layer.get(family);
    if (changes == null) {
      throw new IllegalStateException("No layer for " + family);
    }
    return changes;
  }
}
