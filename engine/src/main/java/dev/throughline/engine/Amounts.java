package dev.throughline.engine;

import dev.throughline.event.Money;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Amounts as sources send them: as numbers in any JSON form, or as text, as many shops do.
final class Amounts {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");

  private Amounts() {}

  /// The amount, or zero where the text is not a plain number.
  static BigDecimal parse(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
  }

  /// Whether two values are the same, numbers by value whatever their JSON form.
  static boolean same(Value a, Value b) {
    BigDecimal first = a.number();
    BigDecimal second = b.number();
    return (first == null || second == null) ? a.equals(b) : first.compareTo(second) == 0;
  }

  /// The amount that the value is, as a number or as text; zero for any other value.
  static BigDecimal of(Value value) {
    BigDecimal number = value.number();
    if (number != null) {
      return number;
    }
    return value instanceof Value.Text(String text) ? parse(text) : BigDecimal.ZERO;
  }

  /// To the smallest unit of the currency, or finer where the amount is.
  static BigDecimal written(BigDecimal value, String currency) {
    int digits = Math.max(Money.digits(currency), value.scale());
    return value.setScale(digits, RoundingMode.UNNECESSARY);
  }

  /// The id or code that the value is, whether sent as text or as a number; else empty.
  static String text(Value value) {
    BigDecimal number = value.number();
    if (number != null) {
      return number.toPlainString();
    }
    return value instanceof Value.Text(String text) ? text : "";
  }
}
