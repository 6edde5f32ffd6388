package dev.throughline.codec.state;

import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Bytes being read, as `Sink` wrote them. Nothing is allocated that the remaining bytes could not
/// fill, so damaged bytes cannot exhaust the memory.
final class Source {
  /// Room is made for so many at first; a count may be damaged.
  private static final int MAX_EXPECTED = 1_000;

  private final byte[] bytes;
  private int at;
  private final List<String> texts = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /// Things read so far, in the order of their first appearance.
  final List<Touch> touches = new ArrayList<>();

  final List<Exposure> exposures = new ArrayList<>();

  /// @param from where to begin
  Source(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  int remaining() {
    return bytes.length - at;
  }

  int octet() {
    if (at == bytes.length) {
      throw new CorruptBytes("The bytes end in the middle of a customer");
    }
    return bytes[at++] & 0xff;
  }

  boolean flag() {
    int value = octet();
    if (value > 1) {
      throw new CorruptBytes("No yes or no at byte %d".formatted(at - 1));
    }
    return value == 1;
  }

  long unsigned() {
    if (at < bytes.length && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7fL) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new CorruptBytes("A number without an end at byte %d".formatted(at));
  }

  long signed() {
    return unzigzag(unsigned());
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  int number() {
    return narrow(signed());
  }

  private int narrow(long value) {
    if (value != (int) value) {
      throw new CorruptBytes("A number too large at byte %d".formatted(at));
    }
    return (int) value;
  }

  /// How many things follow: each takes a byte at least.
  int count() {
    long count = unsigned();
    if (count < 0 || count > remaining()) {
      throw new CorruptBytes("%d things in %d bytes".formatted(count, remaining()));
    }
    return (int) count;
  }

  String text() {
    long number = unsigned();
    if (number == 0) {
      int length = count();
      String text = Words.of(bytes, at, length);
      at += length;
      texts.add(text);
      return text;
    }
    return seen(texts, number);
  }

  /// What `Sink.once` wrote.
  <T> T once(List<T> seen, Supplier<T> read) {
    long number = unsigned();
    if (number == 0) {
      T thing = read.get();
      seen.add(thing);
      return thing;
    }
    return seen(seen, number);
  }

  private <T> T seen(List<T> list, long number) {
    if (number < 1 || number > list.size()) {
      throw new CorruptBytes("Byte %d refers to what is not there".formatted(at));
    }
    return list.get((int) number - 1);
  }

  private byte[] raw() {
    int length = count();
    byte[] content = new byte[length];
    System.arraycopy(bytes, at, content, 0, length);
    at += length;
    return content;
  }

  BigDecimal decimal() {
    int scale = number();
    byte[] unscaled = raw();
    if (unscaled.length == 0) {
      throw new CorruptBytes("An amount without digits at byte %d".formatted(at));
    }
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  Instant instant() {
    long value = unsigned();
    long number = unzigzag(value >>> 1);
    return (value & 1) == 0
        ? Instant.ofEpochMilli(number)
        : Instant.ofEpochSecond(number, narrow(unsigned()));
  }

  <T> @Nullable T maybe(Supplier<T> read) {
    return flag() ? read.get() : null;
  }

  <T> List<T> list(Supplier<T> read) {
    int count = count();
    List<T> items = new ArrayList<>(Math.min(count, MAX_EXPECTED));
    for (int i = 0; i < count; i++) {
      items.add(read.get());
    }
    return items;
  }

  <T> SortedMap<String, T> map(Supplier<T> read) {
    int count = count();
    Ascending<T> map = new Ascending<>(Math.min(count, MAX_EXPECTED));
    for (int i = 0; i < count; i++) {
      map.add(text(), read.get());
    }
    return map;
  }

  /// One of a closed list of words, which `Sink` wrote as its place in the list.
  <T> T word(List<T> words) {
    int code = octet();
    if (code >= words.size()) {
      throw new CorruptBytes("No word %d at byte %d".formatted(code, at - 1));
    }
    return words.get(code);
  }

  Event event() {
    long number = unsigned();
    if (number == 0) {
      Event event = EventBytes.read(this);
      events.add(event);
      return event;
    }
    return seen(events, number);
  }
}
