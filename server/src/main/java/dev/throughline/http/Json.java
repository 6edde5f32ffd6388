package dev.throughline.http;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Money;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers as JSON values.
final class Json {
  private Json() {}

  /// An object of names and values in turn: texts, numbers, truths, instants, values, collections
  /// of these, and null.
  static Fields object(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalStateException("A name without a value");
    }
    Map<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
    }
    return new Fields(values);
  }

  static <T> Items list(Collection<T> items, Function<? super T, ? extends Value> each) {
    return new Items(items.stream().<Value>map(each).toList());
  }

  /// A page of a list: `next` is null on the last.
  static Fields page(Items items, @Nullable String next) {
    return object("items", items, "next", next);
  }

  static Fields page(Items items, @Nullable String next, @Nullable Long total) {
    return object("items", items, "next", next, "total", total);
  }

  static Fields money(BigDecimal value, String currency) {
    return object("value", amount(value, currency), "currency", currency);
  }

  /// At least the digits of the currency, and every one that the amount has.
  static String amount(BigDecimal value, String currency) {
    BigDecimal plain = value.stripTrailingZeros();
    int digits = Math.max(plain.scale(), Money.digits(currency));
    return plain.setScale(digits, RoundingMode.UNNECESSARY).toPlainString();
  }

  /// A figure that was worked out, as text.
  static String figure(double figure, int digits) {
    return Double.isFinite(figure)
        ? BigDecimal.valueOf(figure).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : "0";
  }

  static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /// What was stored as one line of JSON.
  static Fields parsed(String line) {
    if (JsonValues.parse(line) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      return fields;
    }
    throw new IllegalStateException("What was stored is no JSON object: " + line);
  }

  private static Value of(@Nullable Object value) {
    return switch (value) {
      case null -> Value.Nothing.NOTHING;
      case Value already -> already;
      case String text -> Value.of(text);
      case Boolean truth -> Value.of(truth);
      case Integer number -> Value.of((long) number);
      case Long number -> Value.of(number);
      case BigDecimal number -> Value.of(number);
      case Instant instant -> Value.of(iso(instant));
      case Collection<?> items -> list(items, Json::of);
      default -> throw new IllegalStateException("No JSON for " + value.getClass());
    };
  }
}
