package dev.throughline.codec.state;

import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bytes being written: varints, and each text and each event in full only once; later it is the
/// number of its first appearance.
final class Sink {
  private static final int FIRST_SIZE = 1024;

  /// A power of two.
  private static final int EXPECTED_TEXTS = 128;

  /// Room for more is given back: few people need it, and it is looked through each time.
  private static final int MAX_KEPT_TEXTS = 1024;

  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final long MAX_MILLIS = Long.MAX_VALUE / 4;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private String[] texts = new String[EXPECTED_TEXTS];
  private int[] numbers = new int[EXPECTED_TEXTS];
  private int textsWritten;
  private final Map<String, Map.Entry<Integer, Event>> events = new HashMap<>();
  private int eventsWritten;

  /// Things written so far, with the number of their first appearance.
  final Map<Touch, Integer> touches = new HashMap<>();

  final Map<Exposure, Integer> exposures = new HashMap<>();

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// Forgets everything but the room that it has.
  void clear() {
    size = 0;
    if (texts.length > MAX_KEPT_TEXTS) {
      texts = new String[EXPECTED_TEXTS];
      numbers = new int[EXPECTED_TEXTS];
    } else {
      Arrays.fill(texts, null);
    }
    textsWritten = 0;
    events.clear();
    eventsWritten = 0;
    touches.clear();
    exposures.clear();
  }

  void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  /// Seven bits a byte, the lowest first; the whole range of `long` read as unsigned.
  void unsigned(long value) {
    reserve(10);
    byte[] to = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
  }

  /// Small numbers of either sign are short.
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void text(String text) {
    int place = place(texts, text);
    if (texts[place] != null) {
      unsigned(numbers[place]);
      return;
    }
    unsigned(0);
    texts[place] = text;
    numbers[place] = ++textsWritten;
    if (textsWritten * 2 > texts.length) {
      grow();
    }
    ascii(text);
  }

  /// Where a text is in the table, or the free place where it belongs: open addressing, since a map
  /// of the library would make an object of each text of each person.
  private static int place(String[] texts, String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (texts.length - 1);
    while (texts[place] != null && !texts[place].equals(text)) {
      place = (place + 1) & (texts.length - 1);
    }
    return place;
  }

  private void grow() {
    String[] more = new String[texts.length * 2];
    int[] theirs = new int[more.length];
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        int place = place(more, texts[i]);
        more[place] = texts[i];
        theirs[place] = numbers[i];
      }
    }
    texts = more;
    numbers = theirs;
  }

  private void ascii(String text) {
    int length = text.length();
    reserve(length + 10);
    int began = size;
    unsigned(length);
    byte[] to = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = began;
        raw(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      to[at + i] = (byte) c;
    }
    size = at + length;
  }

  /// A thing in full only the first time; later as the number of its first appearance in `seen`.
  <T> void once(Map<T, Integer> seen, T thing, Runnable write) {
    Integer number = seen.putIfAbsent(thing, seen.size() + 1);
    unsigned(number == null ? 0 : number);
    if (number == null) {
      write.run();
    }
  }

  private void raw(byte[] content) {
    unsigned(content.length);
    put(content);
  }

  /// Bytes as they are.
  void put(byte[] content) {
    reserve(content.length);
    System.arraycopy(content, 0, bytes, size, content.length);
    size += content.length;
  }

  void decimal(BigDecimal number) {
    signed(number.scale());
    raw(number.unscaledValue().toByteArray());
  }

  /// Milliseconds shifted by one, where that is exact; else seconds, marked, and nanoseconds.
  void instant(Instant instant) {
    boolean millis =
        instant.getNano() % NANOS_PER_MILLI == 0
            && Math.abs(instant.getEpochSecond()) < MAX_MILLIS / 1000;
    if (millis) {
      long value = instant.toEpochMilli();
      unsigned(((value << 1) ^ (value >> 63)) << 1);
    } else {
      long value = instant.getEpochSecond();
      unsigned((((value << 1) ^ (value >> 63)) << 1) | 1);
      unsigned(instant.getNano());
    }
  }

  <T> void maybe(@Nullable T value, Consumer<T> write) {
    flag(value != null);
    if (value != null) {
      write.accept(value);
    }
  }

  <T> void each(Collection<T> items, Consumer<T> write) {
    unsigned(items.size());
    items.forEach(write);
  }

  <T> void each(SortedMap<String, T> map, Consumer<T> write) {
    unsigned(map.size());
    map.forEach((key, value) -> {
      text(key);
      write.accept(value);
    });
  }

  /// The entry event of an instance is often the first or the last of its name: equal ones are
  /// stored once.
  void event(Event event) {
    var seen = events.get(event.messageId());
    if (seen != null && seen.getValue().equals(event)) {
      unsigned(seen.getKey());
      return;
    }
    unsigned(0);
    events.put(event.messageId(), Map.entry(++eventsWritten, event));
    EventBytes.write(this, event);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
