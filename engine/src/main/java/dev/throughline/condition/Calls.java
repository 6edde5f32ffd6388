package dev.throughline.condition;

import dev.throughline.condition.Expr.Call.Function;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions of CEL's standard library on values: texts, sizes, conversions.
final class Calls {
  private Calls() {}

  /// @param second the second argument, or `NOTHING` where there is none
  static Value apply(Function function, Value first, Value second, ZoneId zone, Notes notes) {
    return switch (function) {
      case STARTS_WITH, ENDS_WITH, CONTAINS -> find(function, first, second, zone, notes);
      case SIZE -> converted(first, size(first), notes);
      case INT -> converted(first, whole(first), notes);
      case UINT -> {
        Value whole = whole(first);
        boolean negative = whole != null && Numbers.compare(whole, Numbers.of(0)) < 0;
        yield converted(first, negative ? null : whole, notes);
      }
      case DOUBLE -> converted(first, number(first), notes);
      case STRING -> converted(first, text(first), notes);
      case BOOL -> converted(first, bool(first), notes);
      case TIMESTAMP -> converted(first, moment(first, zone), notes);
      case DURATION -> converted(first, span(first), notes);
      case FULL_YEAR,
          MONTH,
          DATE,
          DAY_OF_MONTH,
          DAY_OF_WEEK,
          DAY_OF_YEAR,
          HOURS,
          MINUTES,
          SECONDS,
          MILLISECONDS ->
          Calendars.field(function, first, second, notes);
    };
  }

  /// A missing argument gives nothing; an argument of the wrong type gives nothing and is counted.
  private static Value converted(Value from, @Nullable Value to, Notes notes) {
    return from.isNothing() ? Nothing.NOTHING : Arithmetics.counted(to, notes);
  }

  private static Value find(Function function, Value in, Value sought, ZoneId zone, Notes notes) {
    if (in instanceof Text(String text) && sought instanceof Text(String part)) {
      boolean found =
          function == Function.STARTS_WITH
              ? text.startsWith(part)
              : function == Function.ENDS_WITH ? text.endsWith(part) : text.contains(part);
      return Value.of(found);
    }
    if (function == Function.CONTAINS && in instanceof Items(List<Value> items)) {
      return Value.of(holds(items, sought, zone));
    }
    if (!in.isNothing() && !sought.isNothing()) {
      notes.mismatch();
    }
    return Bool.FALSE;
  }

  /// `sought in collection`: a member of a list, a key of an object.
  static boolean in(Value sought, Value collection, ZoneId zone, Notes notes) {
    return switch (collection) {
      case Items(List<Value> items) -> holds(items, sought, zone);
      case Fields fields -> sought instanceof Text(String key) && !fields.get(key).isNothing();
      case Nothing _ -> false;
      case Bool _, Text _, Int _, Decimal _, Moment _, Span _ -> {
        notes.mismatch();
        yield false;
      }
    };
  }

  private static boolean holds(List<Value> items, Value sought, ZoneId zone) {
    for (Value item : items) {
      if (Comparisons.same(sought, item, zone)) {
        return true;
      }
    }
    return false;
  }

  /// `target[key]`; a place or key that is not there is nothing.
  static Value index(Value target, Value key, Notes notes) {
    if (target.isNothing() || key.isNothing()) {
      return Nothing.NOTHING;
    }
    if (target instanceof Fields fields && key instanceof Text(String name)) {
      return fields.get(name);
    }
    if (target instanceof Items(List<Value> items) && Numbers.isNumber(key)) {
      return Numbers.whole(Numbers.decimal(key)) instanceof Int(long place)
              && Numbers.compare(key, Numbers.of(place)) == 0
              && place >= 0
              && place < items.size()
          ? items.get((int) place)
          : Nothing.NOTHING;
    }
    notes.mismatch();
    return Nothing.NOTHING;
  }

  private static @Nullable Value size(Value value) {
    return switch (value) {
      case Text(String text) -> Numbers.of(text.codePointCount(0, text.length()));
      case Items(List<Value> items) -> Numbers.of(items.size());
      case Fields(Map<String, Value> fields) -> Numbers.of(fields.size());
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Span _ -> null;
    };
  }

  private static @Nullable Value whole(Value value) {
    return switch (value) {
      case Int _ -> value;
      case Decimal(BigDecimal decimal) -> Numbers.whole(decimal);
      case Text(String text) -> Numbers.parse(text) instanceof Int number ? number : null;
      case Moment(Instant instant) -> Numbers.of(instant.getEpochSecond());
      case Nothing _, Bool _, Span _, Items _, Fields _ -> null;
    };
  }

  private static @Nullable Value number(Value value) {
    return switch (value) {
      case Int _, Decimal _ -> value;
      case Text(String text) -> Numbers.parse(text);
      case Nothing _, Bool _, Moment _, Span _, Items _, Fields _ -> null;
    };
  }

  private static @Nullable Value text(Value value) {
    return switch (value) {
      case Text _ -> value;
      case Int(long number) -> new Text(Long.toString(number));
      case Decimal(BigDecimal decimal) -> new Text(Numbers.text(decimal));
      case Bool(boolean truth) -> new Text(Boolean.toString(truth));
      case Moment(Instant instant) -> new Text(instant.toString());
      case Span(Duration span) -> new Text(seconds(span));
      case Nothing _, Items _, Fields _ -> null;
    };
  }

  /// A span as CEL writes it: `90s`, `-1.5s`.
  private static String seconds(Duration span) {
    BigDecimal seconds =
        BigDecimal.valueOf(span.toSeconds()).add(BigDecimal.valueOf(span.toNanosPart(), 9));
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "s";
  }

  private static @Nullable Value bool(Value value) {
    return switch (value) {
      case Bool _ -> value;
      case Text(String text) ->
          switch (text) {
            case "true", "TRUE", "True", "t", "1" -> Bool.TRUE;
            case "false", "FALSE", "False", "f", "0" -> Bool.FALSE;
            default -> null;
          };
      case Nothing _, Int _, Decimal _, Moment _, Span _, Items _, Fields _ -> null;
    };
  }

  private static @Nullable Value moment(Value value, ZoneId zone) {
    Instant instant =
        value instanceof Int(long seconds) ? Times.ofSecond(seconds) : Times.moment(value, zone);
    return instant == null ? null : Times.bounded(instant);
  }

  private static @Nullable Value span(Value value) {
    return switch (value) {
      case Span _ -> value;
      case Text(String text) -> Times.parseSpan(text).map(Span::new).orElse(null);
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Items _, Fields _ -> null;
    };
  }
}
