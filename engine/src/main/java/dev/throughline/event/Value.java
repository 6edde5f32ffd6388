package dev.throughline.event;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One value of a trait, a property or a condition. Numbers are exact: an integer or a decimal,
/// read from the JSON text as written. `Moment` and `Span` appear only inside conditions.
public sealed interface Value {
  /// Absent, or JSON `null`.
  enum Nothing implements Value {
    NOTHING
  }

  record Bool(boolean value) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);
  }

  record Text(String value) implements Value {}

  record Int(long value) implements Value {}

  /// A number with a fraction or beyond 64 bits. Equal to an `Int` of the same amount in
  /// conditions, though not by `equals`.
  record Decimal(BigDecimal value) implements Value {}

  record Moment(Instant value) implements Value {}

  record Span(Duration value) implements Value {}

  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A JSON object; iterates in the order of its keys, so that no output depends on a hash.
  record Fields(Map<String, Value> values) implements Value {
    public static final Fields EMPTY = new Fields(Map.of());

    public Fields {
      values = SortedFields.of(values);
    }

    /// Fields whose names ascend already.
    public static Fields inOrder(List<String> names, List<Value> values) {
      return new Fields(SortedFields.of(names, values));
    }

    /// The value under `name`, or `NOTHING`.
    public Value get(String name) {
      Value value = values.get(name);
      return value == null ? Nothing.NOTHING : value;
    }

    /// The text under `name`, or an empty string when it is missing or not text.
    public String text(String name) {
      return get(name) instanceof Text(String text) ? text : "";
    }

    public boolean isEmpty() {
      return values.isEmpty();
    }
  }

  /// Fields being gathered one by one, in any order.
  final class Gathered {
    private static final int USUAL = 8;

    private String[] names = new String[USUAL];
    private Value[] values = new Value[USUAL];
    private int size;

    /// False if the name is there already.
    public boolean put(String name, Value value) {
      int place = Arrays.binarySearch(names, 0, size, name);
      if (place >= 0) {
        return false;
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      int free = -place - 1;
      System.arraycopy(names, free, names, free + 1, size - free);
      System.arraycopy(values, free, values, free + 1, size - free);
      names[free] = name;
      values[free] = value;
      size++;
      return true;
    }

    public Fields fields() {
      return size == 0 ? Fields.EMPTY : new Fields(SortedFields.of(names, values, size));
    }
  }

  static Value of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  static Value of(BigDecimal value) {
    return new Decimal(value);
  }

  /// The number that this is; null for what is none.
  default @Nullable BigDecimal number() {
    return switch (this) {
      case Int(long number) -> BigDecimal.valueOf(number);
      case Decimal(BigDecimal number) -> number;
      case Nothing _, Bool _, Text _, Moment _, Span _, Items _, Fields _ -> null;
    };
  }

  /// The number that this is, or `other`.
  default BigDecimal numberOr(BigDecimal other) {
    BigDecimal number = number();
    return number == null ? other : number;
  }

  default boolean isNothing() {
    return this instanceof Nothing;
  }
}
