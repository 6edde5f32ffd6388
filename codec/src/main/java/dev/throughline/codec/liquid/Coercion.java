package dev.throughline.codec.liquid;

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
import java.math.RoundingMode;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Liquid's reading of values as text, truth and numbers.
final class Coercion {
  /// Beyond this many digits a number is printed in scientific form and not calculated with.
  private static final int MAX_DIGITS = 400;

  private static final int MAX_NUMBER_CHARS = 100;
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d+)?).*");

  private Coercion() {}

  static String text(Value value) {
    return switch (value) {
      case Nothing _ -> "";
      case Bool(boolean bool) -> String.valueOf(bool);
      case Text(String text) -> text;
      case Int(long number) -> String.valueOf(number);
      case Decimal(BigDecimal number) -> text(number);
      case Moment(var instant) -> instant.toString();
      case Span(var duration) -> duration.toString();
      case Items(var values) -> {
        StringBuilder joined = new StringBuilder();
        values.forEach(item -> joined.append(text(item)));
        yield joined.toString();
      }
      case Fields _ -> json(value);
    };
  }

  private static String text(BigDecimal number) {
    return isHuge(number) ? number.toString() : number.toPlainString();
  }

  private static boolean isHuge(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision() > MAX_DIGITS;
  }

  static String json(Value value) {
    StringBuilder json = new StringBuilder();
    writeJson(value, json);
    return json.toString();
  }

  private static void writeJson(Value value, StringBuilder json) {
    switch (value) {
      case Nothing _ -> json.append("null");
      case Bool _, Int _, Decimal _ -> json.append(text(value));
      case Text _, Moment _, Span _ ->
          json.append('"').append(Escape.json(text(value))).append('"');
      case Items(var values) -> {
        json.append('[');
        String comma = "";
        for (Value item : values) {
          json.append(comma);
          writeJson(item, json);
          comma = ",";
        }
        json.append(']');
      }
      case Fields(var values) -> {
        json.append('{');
        String comma = "";
        for (var field : values.entrySet()) {
          json.append(comma).append('"').append(Escape.json(field.getKey())).append("\":");
          writeJson(field.getValue(), json);
          comma = ",";
        }
        json.append('}');
      }
    }
  }

  /// Only nil and false are false.
  static boolean isTrue(Value value) {
    return !value.isNothing() && !value.equals(Bool.FALSE);
  }

  static boolean isEmpty(Value value) {
    return switch (value) {
      case Text(String text) -> text.isEmpty();
      case Items(var values) -> values.isEmpty();
      case Fields(var values) -> values.isEmpty();
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Span _ -> false;
    };
  }

  static boolean isBlank(Value value) {
    boolean isBlankText = value instanceof Text(String text) && text.isBlank();
    return isBlankText || !isTrue(value) || isEmpty(value);
  }

  static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Decimal;
  }

  /// Numbers by amount, everything else by type and content.
  static boolean equal(Value left, Value right) {
    if (isNumber(left) && isNumber(right)) {
      return left.numberOr(BigDecimal.ZERO).compareTo(right.numberOr(BigDecimal.ZERO)) == 0;
    }
    return left.equals(right);
  }

  /// Empty where the two have no order.
  static OptionalInt compare(Value left, Value right) {
    if (isNumber(left) && isNumber(right)) {
      return OptionalInt.of(
          left.numberOr(BigDecimal.ZERO).compareTo(right.numberOr(BigDecimal.ZERO)));
    }
    if (left instanceof Text(String a) && right instanceof Text(String b)) {
      return OptionalInt.of(a.compareTo(b));
    }
    if (left instanceof Moment(var a) && right instanceof Moment(var b)) {
      return OptionalInt.of(a.compareTo(b));
    }
    return OptionalInt.empty();
  }

  /// A number to calculate with: text by the number it starts with, anything else zero.
  static BigDecimal number(Value value) {
    BigDecimal number =
        value instanceof Text(String text) && text.length() <= MAX_NUMBER_CHARS
            ? leading(text)
            : value.numberOr(BigDecimal.ZERO);
    if (isHuge(number)) {
      throw new Stopped("a number is too large to calculate with");
    }
    return number;
  }

  private static BigDecimal leading(String text) {
    var matcher = NUMBER.matcher(text);
    return matcher.matches() ? new BigDecimal(matcher.group(1)) : BigDecimal.ZERO;
  }

  /// An index or a length; what does not fit is the nearest that does.
  static int whole(Value value) {
    BigInteger whole = number(value).setScale(0, RoundingMode.DOWN).toBigInteger();
    return whole.bitLength() < Integer.SIZE ? whole.intValue() : whole.signum() * Integer.MAX_VALUE;
  }

  /// An `Int` where the number has no fraction written and fits.
  static Value value(BigDecimal number) {
    return number.scale() <= 0 && !isHuge(number) && number.toBigInteger().bitLength() < Long.SIZE
        ? Value.of(number.longValue())
        : Value.of(number);
  }
}
