package dev.throughline.codec.liquid;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Text;

/// What one rendering may still use up. Work is counted in characters and list items handled, which
/// bounds time like a deadline would and, unlike one, gives the same result on every machine.
final class Budget {
  static final int MAX_OUTPUT_BYTES = 256 * 1024;
  static final int MAX_TEXT_CHARS = 256 * 1024;
  static final int MAX_ITERATIONS = 10_000;
  static final long MAX_WORK = 8_000_000;

  private int iterations;
  private long work;

  /// Also for a loop with nothing in it.
  void iterate() {
    iterations++;
    if (iterations > MAX_ITERATIONS) {
      throw new Stopped("the template's loops ran more than %,d times".formatted(MAX_ITERATIONS));
    }
    spend(1);
  }

  void spend(long units) {
    work += units;
    if (work > MAX_WORK) {
      throw new Stopped("the template does too much work; shorten its loops and texts");
    }
  }

  /// Before a text of that length is made.
  void reserve(long chars) {
    if (chars > MAX_TEXT_CHARS) {
      throw new Stopped(
          "a text in the template grew beyond %d KiB".formatted(MAX_TEXT_CHARS / 1024));
    }
    spend(chars);
  }

  /// For a value that a filter read or made.
  void charge(Value value) {
    switch (value) {
      case Text(String text) -> reserve(text.length());
      case Items(var values) -> spend(values.size());
      case Fields(var values) -> spend(values.size());
      case Value.Nothing _,
          Value.Bool _,
          Value.Int _,
          Value.Decimal _,
          Value.Moment _,
          Value.Span _ ->
          spend(1);
    }
  }
}
