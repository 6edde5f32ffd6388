package dev.throughline.condition;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// Exact numbers of conditions: by value, whatever their JSON form.
final class Numbers {
  /// A number with more places than this before or after the point takes no part in arithmetic.
  static final int MAX_SCALE = 1_000;

  static final int MAX_BITS = 4_096;
  private static final int MAX_TEXT_LENGTH = 100;

  /// Quotients that do not end. Wide enough that the whole part of any two 64-bit integers'
  /// quotient is exact.
  private static final MathContext QUOTIENT = MathContext.DECIMAL128;

  private static final int SMALL = 128;
  private static final Int[] SMALL_INTS = new Int[SMALL];

  static {
    for (int i = 0; i < SMALL; i++) {
      SMALL_INTS[i] = new Int(i);
    }
  }

  private Numbers() {}

  static Value of(long value) {
    return value >= 0 && value < SMALL ? SMALL_INTS[(int) value] : new Int(value);
  }

  static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Decimal;
  }

  static int compare(Value a, Value b) {
    if (a instanceof Int(long x) && b instanceof Int(long y)) {
      return Long.compare(x, y);
    }
    return decimal(a).compareTo(decimal(b));
  }

  static BigDecimal decimal(Value number) {
    return switch (number) {
      case Int(long value) -> BigDecimal.valueOf(value);
      case Decimal(BigDecimal value) -> value;
      case Nothing _, Bool _, Text _, Moment _, Span _, Items _, Fields _ ->
          throw new IllegalStateException("Not a number: " + number);
    };
  }

  /// The result, or null where there is none: a division by zero, or a number beyond all bounds.
  static @Nullable Value apply(Expr.Arithmetic.Operator operator, Value a, Value b) {
    if (a instanceof Int(long x) && b instanceof Int(long y)) {
      Value fast = integers(operator, x, y);
      if (fast != null) {
        return fast;
      }
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    if (!isTame(x) || !isTame(y)) {
      return null;
    }
    BigDecimal result =
        switch (operator) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case DIVIDE -> y.signum() == 0 ? null : x.divide(y, QUOTIENT);
          case MODULO -> y.signum() == 0 ? null : x.remainder(y);
        };
    return result == null || !isTame(result) ? null : of(result);
  }

  /// The result when it is a 64-bit integer; null to be worked out with decimals.
  private static @Nullable Value integers(Expr.Arithmetic.Operator operator, long x, long y) {
    return switch (operator) {
      case ADD -> {
        long sum = x + y;
        yield ((x ^ sum) & (y ^ sum)) < 0 ? null : of(sum);
      }
      case SUBTRACT -> {
        long difference = x - y;
        yield ((x ^ y) & (x ^ difference)) < 0 ? null : of(difference);
      }
      case MULTIPLY -> {
        long product = x * y;
        boolean fits = Math.multiplyHigh(x, y) == (product >> 63);
        yield fits ? of(product) : null;
      }
      case DIVIDE -> y == 0 || x % y != 0 || (x == Long.MIN_VALUE && y == -1) ? null : of(x / y);
      case MODULO -> y == 0 ? null : of(x % y);
    };
  }

  static @Nullable Value negate(Value number) {
    return apply(Expr.Arithmetic.Operator.SUBTRACT, of(0), number);
  }

  /// A whole number as an integer where it fits, so that it compares fast and reads well.
  static Value of(BigDecimal value) {
    return value.scale() == 0 && value.precision() <= 18
        ? of(value.longValue())
        : new Decimal(value);
  }

  /// The whole part, towards zero; null beyond all bounds.
  static @Nullable Value whole(BigDecimal value) {
    if (!isTame(value)) {
      return null;
    }
    BigInteger whole = value.toBigInteger();
    return whole.bitLength() < Long.SIZE
        ? of(whole.longValue())
        : new Decimal(new BigDecimal(whole));
  }

  /// The number that a text is, or null.
  static @Nullable Value parse(String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
      return null;
    }
    try {
      return of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  static String text(BigDecimal value) {
    return isTame(value) ? value.toPlainString() : value.toString();
  }

  /// Whether arithmetic on it stays cheap: JSON may say `1e999999999`.
  private static boolean isTame(BigDecimal value) {
    return Math.abs((long) value.scale()) <= MAX_SCALE
        && value.unscaledValue().bitLength() <= MAX_BITS;
  }
}
