package dev.throughline.codec.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A map as it was read, its keys in their order: what takes it over need not sort it again.
///
/// `SortedMap` and no more, because that is what `TreeMap` asks a map for.
@SuppressWarnings("JdkObsolete")
final class Ascending<V> extends AbstractMap<String, V> implements SortedMap<String, V> {
  private String[] keys;
  private Object[] values;
  private int size;

  Ascending(int expected) {
    this.keys = new String[expected];
    this.values = new Object[expected];
  }

  /// Throws `CorruptBytes` where the key does not follow the last.
  void add(String key, V value) {
    if (size > 0 && keys[size - 1].compareTo(key) >= 0) {
      throw new CorruptBytes("The key %s does not follow %s".formatted(key, keys[size - 1]));
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, Math.max(4, size * 2));
      values = Arrays.copyOf(values, keys.length);
    }
    keys[size] = key;
    values[size++] = value;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          @SuppressWarnings("unchecked")
          public Entry<String, V> next() {
            if (next == size) {
              throw new NoSuchElementException("There are only " + size);
            }
            return Map.entry(keys[next], (V) values[next++]);
          }
        };
      }
    };
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public String firstKey() {
    return key(0);
  }

  @Override
  public String lastKey() {
    return key(size - 1);
  }

  private String key(int place) {
    if (size == 0) {
      throw new NoSuchElementException("The map is empty");
    }
    return keys[place];
  }

  @Override
  public SortedMap<String, V> subMap(String from, String to) {
    return part(from, to);
  }

  @Override
  public SortedMap<String, V> headMap(String to) {
    return part(null, to);
  }

  @Override
  public SortedMap<String, V> tailMap(String from) {
    return part(from, null);
  }

  @SuppressWarnings("unchecked")
  private SortedMap<String, V> part(@Nullable String from, @Nullable String to) {
    Ascending<V> part = new Ascending<>(size);
    for (int i = 0; i < size; i++) {
      boolean inside =
          (from == null || keys[i].compareTo(from) >= 0)
              && (to == null || keys[i].compareTo(to) < 0);
      if (inside) {
        part.add(keys[i], (V) values[i]);
      }
    }
    return part;
  }
}
