package dev.throughline.engine;

import dev.throughline.event.Money;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    BigDecimal first = number(a);
    BigDecimal second = number(b);
    return (first == null || second == null) ? a.equals(b) : first.compareTo(second) == 0;
  }

  /// The number that the value is; null for any other value.
  static @Nullable BigDecimal number(Value value) {
    return switch (value) {
      case Value.Int(long number) -> BigDecimal.valueOf(number);
      case Value.Decimal(BigDecimal number) -> number;
      case Value.Nothing _,
          Value.Bool _,
          Value.Text _,
          Value.Moment _,
          Value.Span _,
          Value.Items _,
          Value.Fields _ ->
          null;
    };
  }

  /// The amount that the value is, as a number or as text; zero for any other value.
  static BigDecimal of(Value value) {
    BigDecimal number = number(value);
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
    BigDecimal number = number(value);
    if (number != null) {
      return number.toPlainString();
    }
    return value instanceof Value.Text(String text) ? text : "";
  }
}
