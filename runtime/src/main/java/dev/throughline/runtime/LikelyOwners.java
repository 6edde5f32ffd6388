package dev.throughline.runtime;

import dev.throughline.customer.Identifier;

/// Whom identifiers probably lead to, as far as memory remembers. A guess, for people change hands:
/// whoever takes it must find the identifier with the person, or ask the store. One thread puts;
/// others may look while it waits for them.
final class LikelyOwners {
  /// What stands for no guess; the first person is 1.
  static final long UNKNOWN = 0;

  /// An identifier may lie in any of so many places next to each other.
  private static final int WAYS = 4;

  private static final int NUMBER_BITS = 40;
  private static final long MAX_NUMBER = (1L << NUMBER_BITS) - 1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /// Each has some bits of an identifier's hash and, below them, the number of a person.
  private final long[] places;

  /// @param most how many identifiers are remembered at most; at least `WAYS`, a power of two
  LikelyOwners(int most) {
    this.places = new long[most];
  }

  /// The number of a person, or `UNKNOWN`.
  long of(Identifier identifier) {
    long hash = hash(identifier);
    int from = from(hash);
    for (int at = from; at < from + WAYS; at++) {
      long place = places[at];
      if (place != 0 && (place & ~MAX_NUMBER) == tag(hash)) {
        return place & MAX_NUMBER;
      }
    }
    return UNKNOWN;
  }

  /// Remembers whom it leads to, in the place of another if there is none left.
  void put(Identifier identifier, long number) {
    if (number > MAX_NUMBER) {
      return;
    }
    long hash = hash(identifier);
    int from = from(hash);
    int free = from + (int) (number % WAYS);
    for (int at = from + WAYS - 1; at >= from; at--) {
      long place = places[at];
      if (place == 0) {
        free = at;
      } else if ((place & ~MAX_NUMBER) == tag(hash)) {
        free = at;
        break;
      }
    }
    places[free] = tag(hash) | number;
  }

  private static long hash(Identifier identifier) {
    long hash = identifier.namespace().hashCode() * SPREAD + identifier.value().hashCode();
    hash = (hash ^ (hash >>> Integer.SIZE)) * SPREAD;
    return hash ^ (hash >>> Integer.SIZE);
  }

  private static long tag(long hash) {
    return hash & ~MAX_NUMBER;
  }

  private int from(long hash) {
    return (int) hash & (places.length - WAYS);
  }
}
