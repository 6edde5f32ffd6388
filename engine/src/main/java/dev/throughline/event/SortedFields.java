package dev.throughline.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, unchangeable, in the order of their names, in two arrays: every
/// event has several small objects, and in a tree each of their fields costs an object of its own.
final class SortedFields extends AbstractMap<String, Value> {
  private static final SortedFields NONE = new SortedFields(new String[0], new Value[0]);

  private final String[] names;
  private final Value[] values;

  private SortedFields(String[] names, Value[] values) {
    this.names = names;
    this.values = values;
  }

  static SortedFields of(Map<String, Value> fields) {
    if (fields instanceof SortedFields sorted) {
      return sorted;
    }
    if (fields.isEmpty()) {
      return NONE;
    }
    boolean isSorted = fields instanceof SortedMap<?, ?> map && map.comparator() == null;
    Map<String, Value> sorted = isSorted ? fields : new TreeMap<>(fields);
    return new SortedFields(
        sorted.keySet().toArray(String[]::new), sorted.values().toArray(Value[]::new));
  }

  /// Throws `IllegalArgumentException` where the names do not ascend.
  static SortedFields of(List<String> names, List<Value> values) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        throw new IllegalArgumentException(
            "The name %s does not follow %s".formatted(names.get(i), names.get(i - 1)));
      }
    }
    return new SortedFields(names.toArray(String[]::new), values.toArray(Value[]::new));
  }

  /// The first `size` of names that ascend.
  static SortedFields of(String[] names, Value[] values, int size) {
    return new SortedFields(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    int place = place(name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Entry<String, Value>> entrySet() {
    return new Entries();
  }

  private int place(@Nullable Object name) {
    return name instanceof String text ? Arrays.binarySearch(names, text) : -1;
  }

  /// The fields one by one.
  private final class Entries extends AbstractSet<Entry<String, Value>> {
    @Override
    public int size() {
      return names.length;
    }

    @Override
    public Iterator<Entry<String, Value>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public Entry<String, Value> next() {
          if (next == names.length) {
            throw new NoSuchElementException("There are only %d fields".formatted(next));
          }
          return Map.entry(names[next], values[next++]);
        }
      };
    }
  }
}
