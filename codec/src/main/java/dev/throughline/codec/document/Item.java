package dev.throughline.codec.document;

import dev.throughline.codec.document.Notes.Reference;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One value of a document being read. What is not there is an item too, and reads as its fallback,
/// so that reading goes on after a mistake. A value of the wrong type reads as its fallback without
/// a word: the schema has said so.
record Item(Notes notes, @Nullable Tree tree, int line, String pointer) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final CalendarSpan LONGEST = CalendarSpan.of("P100Y");

  boolean given() {
    return tree != null;
  }

  /// The name that it has in its object.
  String name() {
    return Spot.of(notes.document(), pointer).name();
  }

  Item get(String name) {
    String below = new Position(0, 0, pointer).below(name);
    Tree.Field field =
        tree instanceof Tree.Fields(_, SequencedMap<String, Tree.Field> fields)
            ? fields.get(name)
            : null;
    return field == null
        ? new Item(notes, null, line, below)
        : new Item(notes, field.value(), field.place().line(), below);
  }

  /// The elements of a list; of a single value, itself.
  List<Item> items() {
    if (!(tree instanceof Tree.Items(_, List<Tree> trees))) {
      return tree == null ? List.of() : List.of(this);
    }
    List<Item> items = new ArrayList<>();
    for (Tree item : trees) {
      items.add(new Item(notes, item, item.at().line(), pointer + "/" + items.size()));
    }
    return items;
  }

  /// The fields of an object, in the order written.
  SequencedMap<String, Item> entries() {
    var entries = new LinkedHashMap<String, Item>();
    if (tree instanceof Tree.Fields(_, SequencedMap<String, Tree.Field> fields)) {
      fields.keySet().forEach(name -> entries.put(name, get(name)));
    }
    return entries;
  }

  boolean isObject() {
    return tree instanceof Tree.Fields;
  }

  Tree.@Nullable Scalar scalar() {
    return tree instanceof Tree.Scalar scalar ? scalar : null;
  }

  Value value() {
    return tree == null ? Value.Nothing.NOTHING : tree.toValue();
  }

  @Nullable String textOrNull() {
    return value() instanceof Value.Text(String text) ? text : null;
  }

  String text(String fallback) {
    String text = textOrNull();
    return text == null ? fallback : text;
  }

  boolean is(String word) {
    return word.equals(textOrNull());
  }

  boolean isTrue() {
    return value().equals(Value.Bool.TRUE);
  }

  /// The texts of a list, or of a single value.
  List<String> texts() {
    return items().stream().map(item -> item.text("")).filter(text -> !text.isEmpty()).toList();
  }

  int whole(int fallback) {
    return value() instanceof Value.Int(long number)
            && number >= Integer.MIN_VALUE
            && number <= Integer.MAX_VALUE
        ? (int) number
        : fallback;
  }

  BigDecimal number() {
    return value().numberOr(BigDecimal.ZERO);
  }

  /// A duration, never negative.
  CalendarSpan span(CalendarSpan fallback) {
    CalendarSpan span = offset(fallback);
    if (span.isNegative()) {
      error("duration", "'%s' is negative.".formatted(text("")), "Write it without a minus.");
      return fallback;
    }
    return span;
  }

  /// A duration that may be negative.
  CalendarSpan offset(CalendarSpan fallback) {
    String text = textOrNull();
    if (text == null) {
      return fallback;
    }
    CalendarSpan span =
        CalendarSpan.parse(text.startsWith("+") ? text.substring(1) : text).orElse(null);
    if (span == null) {
      error(
          "duration",
          "'%s' is not a duration.".formatted(text),
          "Write it like PT24H (24 hours) or P1D (one day).");
      return fallback;
    }
    if (span.approximate().abs().compareTo(LONGEST.approximate()) > 0) {
      error("duration", "'%s' is longer than 100 years.".formatted(text), "Write a shorter one.");
      return fallback;
    }
    return span;
  }

  @Nullable LocalTime time() {
    String text = textOrNull();
    if (text == null) {
      return null;
    }
    try {
      return LocalTime.parse(text, TIME);
    } catch (DateTimeParseException _) {
      error("time", "'%s' is not a time of day.".formatted(text), "Write it like 09:00.");
      return null;
    }
  }

  /// A percentage in hundredths of a percent; 0 for `none` and where nothing is given.
  int basisPoints() {
    String text = text("none");
    if (!text.matches("\\d{1,3}(\\.\\d{1,2})?%")) {
      return 0;
    }
    int points =
        new BigDecimal(text.substring(0, text.length() - 1)).movePointRight(2).intValueExact();
    return Math.min(points, 10_000);
  }

  void error(String code, String message, String remedy) {
    problem(Severity.ERROR, code, message, remedy);
  }

  void problem(Severity severity, String code, String message, String remedy) {
    notes.problem(line, pointer, severity, code, message, remedy);
  }

  /// The key of another document; whether it exists is asked when all are read.
  String key(Kind kind, Severity severity) {
    String key = text("");
    if (!key.isEmpty()) {
      notes.refer(new Reference(kind, key, severity, line, pointer));
    }
    return key;
  }

  List<String> keys(Kind kind, Severity severity) {
    return items().stream()
        .map(item -> item.key(kind, severity))
        .filter(k -> !k.isEmpty())
        .toList();
  }
}
