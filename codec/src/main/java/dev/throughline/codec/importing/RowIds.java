package dev.throughline.codec.importing;

/// Gives every row its own stable id: a hash of what it says, and from the second row that says the
/// same on, also which of them it is. So a row keeps its id when the file is sorted, split by date
/// or added to, and two equal rows are two rows.
final class RowIds {
  private static final int DIGITS = 16;
  private final LongCounts seen = new LongCounts();

  String of(long hash) {
    String digits = Long.toHexString(hash);
    String id = "0".repeat(DIGITS - digits.length()) + digits;
    int times = seen.add(hash);
    return times == 1 ? id : id + "-" + times;
  }
}
