package dev.throughline.codec.importing;

/// How often each of many 64-bit hashes was seen, in 12 bytes a place: files have millions of rows.
final class LongCounts {
  private static final int FIRST_SIZE = 1 << 12;

  private long[] keys = new long[FIRST_SIZE];
  private int[] counts = new int[FIRST_SIZE];
  private int used;

  /// Counts one more of `key` and says how many there are now.
  int add(long key) {
    if (used * 2 >= keys.length) {
      grow();
    }
    int place = place(keys, counts, key);
    if (counts[place] == 0) {
      keys[place] = key;
      used++;
    }
    return ++counts[place];
  }

  private static int place(long[] keys, int[] counts, long key) {
    int mask = keys.length - 1;
    int place = (int) key & mask;
    while (counts[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int place = place(keys, counts, oldKeys[i]);
        keys[place] = oldKeys[i];
        counts[place] = oldCounts[i];
      }
    }
  }
}
