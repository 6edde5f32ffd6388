package dev.throughline.runtime;

import java.util.Arrays;
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
  private static final byte[] GONE = {};

  /// A key that is equal by its bytes.
  @SuppressWarnings("ArrayRecordComponent")
  private record Key(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final Store store;
  private Map<Family, Map<Key, byte[]>> fresh = empty();
  private Map<Family, Map<Key, byte[]>> frozen = empty();

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
    byte[] changed = of(fresh, family).get(wrapped);
    if (changed == null) {
      changed = of(frozen, family).get(wrapped);
    }
    if (changed == null) {
      return store.get(family, key);
    }
    return changed.length == 0 ? null : changed;
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

  /// Sets the changes aside, to be completed by `putFrozen` and then written.
  void freeze() {
    frozen = fresh;
    fresh = empty();
  }

  void putFrozen(Family family, byte[] key, byte[] value) {
    of(frozen, family).put(new Key(key), value);
  }

  void deleteFrozen(Family family, byte[] key) {
    of(frozen, family).put(new Key(key), GONE);
  }

  /// How many keys of each family are frozen.
  Map<Family, Integer> frozenSizes() {
    Map<Family, Integer> sizes = new EnumMap<>(Family.class);
    frozen.forEach((family, changes) -> sizes.put(family, changes.size()));
    return sizes;
  }

  /// What is frozen, as a batch to be written by another thread.
  Store.Batch frozen() {
    Store.Batch batch = store.batch();
    frozen.forEach((family, changes) ->
        changes.forEach((key, value) -> {
          if (value.length == 0) {
            batch.delete(family, key.bytes());
          } else {
            batch.put(family, key.bytes(), value);
          }
        }));
    return batch;
  }

  /// What was frozen has been written.
  void written() {
    frozen = empty();
  }

  private static Map<Key, byte[]> of(Map<Family, Map<Key, byte[]>> layer, Family family) {
    Map<Key, byte[]> changes = layer.get(family);
    if (changes == null) {
      throw new IllegalStateException("No layer for " + family);
    }
    return changes;
  }
}
