package dev.throughline.codec.liquid;

import java.util.Locale;

/// Where text is printed to: the message itself, or a variable that captures it.
final class Sink {
  private final StringBuilder text = new StringBuilder();
  private final Budget budget;
  private long bytes;

  Sink(Budget budget) {
    this.budget = budget;
  }

  void print(String more) {
    budget.spend(more.length());
    bytes += utf8(more);
    if (bytes > Budget.MAX_OUTPUT_BYTES) {
      throw new Stopped(
          String.format(
              Locale.ROOT, "the text grew beyond %d KiB", Budget.MAX_OUTPUT_BYTES / 1024));
    }
    text.append(more);
  }

  private static long utf8(String more) {
    long count = 0;
    for (int i = 0; i < more.length(); i++) {
      char c = more.charAt(i);
      // Each half of a surrogate pair is two of its four bytes.
      count += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return count;
  }

  String text() {
    return text.toString();
  }
}
