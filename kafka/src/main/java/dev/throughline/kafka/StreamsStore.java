package dev.throughline.kafka;

import dev.throughline.runtime.Family;
import dev.throughline.runtime.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A task's store of Kafka Streams: all families in one, each under its number as the first byte of
/// the key. What is written survives, with what was sent and what was taken in, or not at all, by
/// the transaction around it. For the thread of the task.
final class StreamsStore implements Store {
  /// A walk takes entries out of the store in pages, first a small one: most walks end early.
  private static final int FIRST_PAGE = 16;

  private static final int LARGEST_PAGE = 512;
  private static final int GROWTH = 4;

  private final KeyValueStore<Bytes, byte[]> store;

  StreamsStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /// Stored for good: a new family takes the next number, none is ever given again.
  static byte number(Family family) {
    return switch (family) {
      case META -> 1;
      case PEOPLE -> 2;
      case IDENTITY -> 3;
      case TIMERS -> 4;
      case SEEN -> 5;
      case IMPORTED -> 6;
      case LETTERS -> 7;
      case OPEN -> 8;
      case LETTERS_OF -> 9;
      case DEAD -> 10;
      case COMPONENT_OF -> 11;
      case COMPONENTS -> 12;
      case MEMBERS -> 13;
      case HELD -> 14;
      case ARRIVED -> 15;
      case MOVED -> 16;
      case DECIDED -> 17;
    };
  }

  private static Bytes within(Family family, byte[] key) {
    byte[] whole = new byte[key.length + 1];
    whole[0] = number(family);
    System.arraycopy(key, 0, whole, 1, key.length);
    return Bytes.wrap(whole);
  }

  private static byte[] alone(Bytes whole) {
    return Arrays.copyOfRange(whole.get(), 1, whole.get().length);
  }

  /// The key right after.
  private static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Change(Bytes key, byte @Nullable [] value) {}

  private final class Changes implements Batch {
    private final List<Change> changes = new ArrayList<>();

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      changes.add(new Change(within(family, key), value));
    }

    @Override
    public void delete(Family family, byte[] key) {
      changes.add(new Change(within(family, key), null));
    }

    @Override
    public void write() {
      // A deletion is a put of nothing: `delete` would read first, to say what was there.
      changes.forEach(change -> store.put(change.key, change.value));
      changes.clear();
    }

    @Override
    public void close() {
      changes.clear();
    }
  }

  @Override
  public Batch batch() {
    return new Changes();
  }

  @Override
  public Batch largeBatch() {
    return new Changes();
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return store.get(within(family, key));
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    keys.forEach(key -> values.add(get(family, key)));
    return values;
  }

  /// In pages, since an iterator does not stand the cache's writing what is in it to the store
  /// below, as any other use of the store may make it do: it would pass over that. So what changes
  /// behind the page being walked is met as it has become.
  @Override
  public void walk(Family family, byte[] from, byte[] to, Visit visit) {
    Bytes end = within(family, to);
    Bytes next = within(family, from);
    int size = FIRST_PAGE;
    // Kafka Streams logs a warning where a range ends before it begins.
    while (next.compareTo(end) < 0) {
      List<KeyValue<Bytes, byte[]>> page = page(next, end, size);
      for (KeyValue<Bytes, byte[]> entry : page) {
        if (!visit.meet(alone(entry.key), entry.value)) {
          return;
        }
      }
      if (page.size() < size) {
        return;
      }
      next = after(page.getLast().key);
      size = Math.min(size * GROWTH, LARGEST_PAGE);
    }
  }

  /// @param end excluded, though the store's ranges include it
  private List<KeyValue<Bytes, byte[]>> page(Bytes next, Bytes end, int size) {
    List<KeyValue<Bytes, byte[]>> page = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> each = store.range(next, end)) {
      while (page.size() < size && each.hasNext()) {
        KeyValue<Bytes, byte[]> entry = each.next();
        if (entry.key.equals(end)) {
          break;
        }
        page.add(entry);
      }
    }
    return page;
  }

  /// In pages as well, and each key is looked up again: backwards, what the cache knows to have
  /// been deleted is met all the same, as it was or as nothing.
  /// (`AbstractMergedSortedCacheStoreIterator` of Kafka 4.3.1 compares a deletion with the store's
  /// next key as if it went forwards.)
  @Override
  public void walkBack(Family family, byte[] from, Visit visit) {
    Bytes first = within(family, new byte[0]);
    Bytes next = within(family, from);
    int size = FIRST_PAGE;
    boolean met = false;
    while (true) {
      List<Bytes> page = pageBack(first, next, met, size);
      for (Bytes key : page) {
        byte[] value = store.get(key);
        if (value != null && !visit.meet(alone(key), value)) {
          return;
        }
      }
      if (page.size() < size) {
        return;
      }
      next = page.getLast();
      met = true;
      size = Math.min(size * GROWTH, LARGEST_PAGE);
    }
  }

  /// @param met whether `next` was in the page before
  private List<Bytes> pageBack(Bytes first, Bytes next, boolean met, int size) {
    List<Bytes> page = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> each = store.reverseRange(first, next)) {
      while (page.size() < size && each.hasNext()) {
        Bytes key = each.next().key;
        if (!met || !key.equals(next)) {
          page.add(key);
        }
      }
    }
    return page;
  }

  /// The transaction's end does it.
  @Override
  public void sync() {}

  /// Whoever opened the task closes its store.
  @Override
  public void close() {}
}
