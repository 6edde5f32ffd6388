package dev.throughline.codec.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Short texts that many people have in common (names of segments, traits, events), each kept once
/// for all. A table that forgets: whatever falls on the same place takes it over. Threads may read
/// and write it side by side; at worst a text is made anew.
final class Words {
  /// A power of two.
  private static final int PLACES = 1 << 14;

  private static final int MAX_LENGTH = 32;
  private static final int SPREAD = 0x9E3779B9;
  private static final @Nullable String[] TABLE = new String[PLACES];

  private Words() {}

  /// The text of some bytes that are ASCII and few; null of others.
  static @Nullable String of(byte[] bytes, int from, int length) {
    if (length > MAX_LENGTH) {
      return null;
    }
    int hash = length;
    int all = 0;
    for (int i = from; i < from + length; i++) {
      hash = hash * 31 + bytes[i];
      all |= bytes[i];
    }
    if (all < 0) {
      return null;
    }
    int place = (hash * SPREAD) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(PLACES));
    String known = TABLE[place];
    if (known != null && isSame(known, bytes, from, length)) {
      return known;
    }
    String word = new String(bytes, from, length, StandardCharsets.US_ASCII);
    TABLE[place] = word;
    return word;
  }

  private static boolean isSame(String word, byte[] bytes, int from, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
