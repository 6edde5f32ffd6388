package dev.throughline.codec.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Short texts that many people have in common (names of segments, traits, events), each kept once
/// for all. A table that forgets: what is met twice takes the place over from what was there, so
/// that texts of one person leave no trace. Threads may read and write it side by side; at worst a
/// text is made anew.
final class Words {
  /// A power of two.
  private static final int PLACES = 1 << 12;

  private static final int MAX_LENGTH = 32;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long NOT_ASCII = 0x8080808080808080L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final @Nullable Word[] KNOWN = new Word[PLACES];

  /// What was met last of the texts that belong to a place and are not known.
  private static final long[] MET = new long[PLACES];

  @SuppressWarnings("ArrayRecordComponent")
  private record Word(String text, byte[] bytes) {}

  private Words() {}

  /// The text of some bytes of UTF-8.
  static String of(byte[] bytes, int from, int length) {
    if (length == 0 || length > MAX_LENGTH) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    long all = 0;
    long hash = length;
    int at = from;
    for (; at + Long.BYTES <= from + length; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      all |= eight;
      hash = (hash ^ eight) * SPREAD;
      hash ^= hash >>> Integer.SIZE;
    }
    long rest = 0;
    for (; at < from + length; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
    }
    all |= rest;
    hash = (hash ^ rest) * SPREAD;
    if ((all & NOT_ASCII) != 0) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int place = (int) (hash >>> (Long.SIZE - Integer.numberOfTrailingZeros(PLACES)));
    Word known = KNOWN[place];
    if (known != null
        && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
      return known.text;
    }
    String text = new String(bytes, from, length, StandardCharsets.US_ASCII);
    if (MET[place] == hash) {
      KNOWN[place] = new Word(text, Arrays.copyOfRange(bytes, from, from + length));
    } else {
      MET[place] = hash;
    }
    return text;
  }
}
