package dev.throughline.engine;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Amounts that a source sent as text, as many shops do.
final class Amounts {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");

  private Amounts() {}

  /// The amount, or zero where the text is not a plain number.
  static BigDecimal parse(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
  }
}
