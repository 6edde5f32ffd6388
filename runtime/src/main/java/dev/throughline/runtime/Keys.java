package dev.throughline.runtime;

import dev.throughline.customer.Identifier;
import dev.throughline.engine.Wake;
import dev.throughline.event.StableHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys and small values of the store, as bytes that sort as they mean.
final class Keys {
  private static final int WAKE_BYTES = Long.BYTES + Integer.BYTES + 1;

  private Keys() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  static byte[] identifier(Identifier identifier) {
    return text(identifier.toString());
  }

  /// Where a person went who was merged into another.
  static byte[] forward(long person) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) 0).putLong(person).array();
  }

  /// Whom a cluster's directory means by an identifier; behind those who were erased.
  static byte[] fingerprint(Fingerprint identifier) {
    return ByteBuffer.allocate(1 + Fingerprint.BYTES).put((byte) 2).put(identifier.bytes()).array();
  }

  /// The first key behind all that begin with these bytes, of which one is not the highest.
  static byte[] after(byte[] prefix) {
    byte[] next = prefix.clone();
    int last = next.length - 1;
    while (next[last] == -1) {
      last--;
    }
    next[last]++;
    return Arrays.copyOf(next, last + 1);
  }

  static byte[] message(String messageId) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(StableHash.of(messageId))
        .putLong(StableHash.of("seen", messageId))
        .array();
  }

  static byte[] timer(Wake wake, long person) {
    ByteBuffer key = ByteBuffer.allocate(WAKE_BYTES + Long.BYTES);
    put(key, wake);
    return key.putLong(person).array();
  }

  /// The first key of a timer at or after `wake`.
  static byte[] timersFrom(Wake wake) {
    ByteBuffer key = ByteBuffer.allocate(WAKE_BYTES);
    put(key, wake);
    return key.array();
  }

  static Wake wakeOf(byte[] timer) {
    return wake(ByteBuffer.wrap(timer));
  }

  static long personOf(byte[] timer) {
    return ByteBuffer.wrap(timer, WAKE_BYTES, Long.BYTES).getLong();
  }

  /// What a person begins with as stored, before the state: the next wake-up.
  static byte[] wake(@Nullable Wake wake) {
    if (wake == null) {
      return new byte[1];
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + WAKE_BYTES).put((byte) 1);
    put(bytes, wake);
    return bytes.array();
  }

  static @Nullable Wake wakeOfPerson(ByteBuffer person) {
    return person.get() == 0 ? null : wake(person);
  }

  private static void put(ByteBuffer bytes, Wake wake) {
    // The flipped sign makes moments before 1970 sort before the others.
    Instant at = wake.at();
    bytes
        .putLong(at.getEpochSecond() ^ Long.MIN_VALUE)
        .putInt(at.getNano())
        .put((byte) (wake.afterEvents() ? 1 : 0));
  }

  private static Wake wake(ByteBuffer bytes) {
    long second = bytes.getLong() ^ Long.MIN_VALUE;
    return new Wake(Instant.ofEpochSecond(second, bytes.getInt()), bytes.get() == 1);
  }
}
