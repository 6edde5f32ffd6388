package dev.throughline.analytics;

/// Where a row stands in the one order of all that happened: the number of the input, then which of
/// the rows of that input it is.
final class Position {
  private static final int PART_BITS = 24;

  /// The most rows that one input may lead to.
  static final int MAX_PARTS = 1 << PART_BITS;

  static final long MAX_NUMBER = Long.MAX_VALUE >> PART_BITS;

  private Position() {}

  /// The number of the input of a row.
  static long number(long position) {
    return position >> PART_BITS;
  }

  static long of(long number, int part) {
    if (number < 0 || number > MAX_NUMBER || part < 0 || part >= MAX_PARTS) {
      throw new IllegalStateException("Row %d of input %d has no place".formatted(part, number));
    }
    return number << PART_BITS | part;
  }
}
