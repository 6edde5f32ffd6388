package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.codec.liquid.Filter.Markup;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every filter that templates know: Liquid 5's, without those that would need files or chance, and
/// with `json`, `raw` and `time_zone`.
final class Filters {
  static final String ALLOW_FALSE = "allow_false";

  private static final List<Filter> GENERAL =
      List.of(
          new Filter("default", 0, 1, Markup.DEFAULT, Filters::orDefault),
          Filter.of("json", 0, 0, (input, _) -> Value.of(Coercion.json(input))).making(Markup.JSON),
          Filter.of("raw", 0, 0, (input, _) -> input).making(Markup.RAW));

  static final SortedMap<String, Filter> ALL = byName();

  private Filters() {}

  private static SortedMap<String, Filter> byName() {
    SortedMap<String, Filter> filters = new TreeMap<>();
    Stream.of(
            GENERAL,
            TextFilters.ALL,
            EncodingFilters.ALL,
            NumberFilters.ALL,
            ListFilters.ALL,
            Dates.ALL)
        .flatMap(List::stream)
        .forEach(filter -> filters.put(filter.name(), filter));
    return Collections.unmodifiableSortedMap(filters);
  }

  /// In place of nil, false and whatever is empty; of false only without `allow_false: true`.
  private static Value orDefault(Value input, Arguments arguments) {
    boolean keepsFalse =
        input instanceof Bool
            && Coercion.isTrue(arguments.named().getOrDefault(ALLOW_FALSE, Bool.FALSE));
    boolean given = (Coercion.isTrue(input) && !Coercion.isEmpty(input)) || keepsFalse;
    // Without an argument Liquid's default is an empty text.
    return given ? input : arguments.count() == 0 ? Value.of("") : arguments.at(0);
  }
}
