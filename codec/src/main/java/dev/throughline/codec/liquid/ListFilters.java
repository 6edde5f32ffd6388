package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Filter.Arguments;
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
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Filters over lists. A single value is a list of itself.
final class ListFilters {
  private static final Value NONE = Nothing.NOTHING;

  static final List<Filter> ALL =
      List.of(
          Filter.of("compact", 0, 1, ListFilters::compact),
          Filter.of("concat", 1, 1, ListFilters::concat),
          Filter.of("first", 0, 0, (in, _) -> items(in).isEmpty() ? NONE : items(in).getFirst()),
          Filter.of("last", 0, 0, (in, _) -> items(in).isEmpty() ? NONE : items(in).getLast()),
          Filter.of("join", 0, 1, ListFilters::join),
          Filter.of("map", 1, 1, (in, to) -> new Items(properties(items(in), to.at(0)))),
          Filter.of("reverse", 0, 0, (in, _) -> new Items(items(in).reversed())),
          Filter.of("size", 0, 0, (in, _) -> Value.of(size(in))),
          Filter.of("slice", 1, 2, ListFilters::slice),
          Filter.of("sort", 0, 1, (in, to) -> sorted(in, to, false)),
          Filter.of("sort_natural", 0, 1, (in, to) -> sorted(in, to, true)),
          Filter.of("sum", 0, 1, ListFilters::sum),
          Filter.of("uniq", 0, 1, ListFilters::unique),
          Filter.of("where", 1, 2, (in, to) -> where(in, to, true)),
          Filter.of("reject", 1, 2, (in, to) -> where(in, to, false)));

  private ListFilters() {}

  static List<Value> items(Value input) {
    return switch (input) {
      case Items(var values) -> values;
      case Nothing _ -> List.of();
      case Bool _, Text _, Int _, Decimal _, Moment _, Span _, Fields _ -> List.of(input);
    };
  }

  private static Value property(Value item, Value name) {
    return item instanceof Fields fields ? fields.get(Coercion.text(name)) : NONE;
  }

  private static List<Value> properties(List<Value> items, Value name) {
    return items.stream().map(item -> property(item, name)).toList();
  }

  /// What a list is compared or summed by: the items themselves, or one property of each.
  private static List<Value> keys(List<Value> items, Arguments to) {
    return to.count() == 0 ? items : properties(items, to.at(0));
  }

  private static Value compact(Value input, Arguments to) {
    List<Value> items = items(input);
    List<Value> keys = keys(items, to);
    List<Value> kept = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!keys.get(i).isNothing()) {
        kept.add(items.get(i));
      }
    }
    return new Items(kept);
  }

  private static Value concat(Value input, Arguments to) {
    List<Value> both = new ArrayList<>(items(input));
    both.addAll(items(to.at(0)));
    to.budget().spend(both.size());
    return new Items(both);
  }

  private static Value join(Value input, Arguments to) {
    String glue = to.text(0, " ");
    StringBuilder joined = new StringBuilder();
    String before = "";
    for (Value item : items(input)) {
      joined.append(before).append(Coercion.text(item));
      to.budget().spend(1);
      if (joined.length() > Budget.MAX_TEXT_CHARS) {
        break; // The budget refuses what there is already.
      }
      before = glue;
    }
    return Value.of(joined.toString());
  }

  private static long size(Value input) {
    return switch (input) {
      case Text(String text) -> text.codePointCount(0, text.length());
      case Items(var values) -> values.size();
      case Fields(var values) -> values.size();
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Span _ -> 0;
    };
  }

  /// From an offset, which counts from the end when negative; nothing where it lies outside.
  private static Value slice(Value input, Arguments to) {
    int length = Math.max(0, to.whole(1, 1));
    int size = Math.toIntExact(input instanceof Items ? size(input) : size(asText(input)));
    int offset = Coercion.whole(to.at(0));
    int from = offset < 0 ? size + offset : offset;
    if (from < 0 || from > size) {
      return input instanceof Items ? new Items(List.of()) : Value.of("");
    }
    int until = (int) Math.min(size, (long) from + length);
    if (input instanceof Items(var values)) {
      return new Items(values.subList(from, until));
    }
    String text = Coercion.text(input);
    int start = text.offsetByCodePoints(0, from);
    return Value.of(text.substring(start, text.offsetByCodePoints(start, until - from)));
  }

  private static Value asText(Value input) {
    return Value.of(Coercion.text(input));
  }

  private record Keyed(Value key, Value item) {}

  /// Stable; what is missing goes last, and unlike things are kept apart by their kind.
  private static Value sorted(Value input, Arguments to, boolean natural) {
    List<Value> items = items(input);
    List<Value> keys = keys(items, to);
    List<Keyed> keyed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      keyed.add(new Keyed(natural ? lower(keys.get(i)) : keys.get(i), items.get(i)));
    }
    to.budget()
        .spend(items.size() * (long) (Integer.SIZE - Integer.numberOfLeadingZeros(items.size())));
    keyed.sort(
        Comparator.<Keyed>comparingInt(item -> kind(item.key()))
            .thenComparing((a, b) -> Coercion.compare(a.key(), b.key()).orElse(0)));
    return new Items(keyed.stream().map(Keyed::item).toList());
  }

  private static Value lower(Value key) {
    return key.isNothing() ? key : Value.of(Coercion.text(key).toLowerCase(Locale.ROOT));
  }

  private static int kind(Value value) {
    return switch (value) {
      case Int _, Decimal _ -> 0;
      case Text _ -> 1;
      case Moment _ -> 2;
      case Bool _, Span _, Items _, Fields _ -> 3;
      case Nothing _ -> 4;
    };
  }

  private static Value sum(Value input, Arguments to) {
    BigDecimal total = BigDecimal.ZERO;
    for (Value key : keys(items(input), to)) {
      total = total.add(Coercion.number(key), MathContext.DECIMAL128);
    }
    return Coercion.value(total);
  }

  private static Value unique(Value input, Arguments to) {
    List<Value> items = items(input);
    List<Value> keys = keys(items, to);
    Map<Value, Value> firsts = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      firsts.putIfAbsent(comparable(keys.get(i)), items.get(i));
    }
    return new Items(List.copyOf(Collections.unmodifiableCollection(firsts.values())));
  }

  /// Equal for numbers of the same amount.
  private static Value comparable(Value key) {
    return key instanceof Decimal(BigDecimal amount)
        ? Coercion.value(amount.stripTrailingZeros())
        : key;
  }

  private static Value where(Value input, Arguments to, boolean keep) {
    List<Value> kept = new ArrayList<>();
    for (Value item : items(input)) {
      Value property = property(item, to.at(0));
      boolean holds =
          to.count() < 2 ? Coercion.isTrue(property) : Coercion.equal(property, to.at(1));
      if (holds == keep) {
        kept.add(item);
      }
    }
    return new Items(kept);
  }
}
