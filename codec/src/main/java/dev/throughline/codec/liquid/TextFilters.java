package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Filters over texts. A position is that of a Unicode character, never of half of one.
final class TextFilters {
  private static final int TRUNCATE_CHARS = 50;
  private static final int TRUNCATE_WORDS = 15;

  static final List<Filter> ALL =
      List.of(
          Filter.of("append", 1, 1, (in, to) -> joined(to, text(in), to.text(0))),
          Filter.of("prepend", 1, 1, (in, to) -> joined(to, to.text(0), text(in))),
          Filter.of("capitalize", 0, 0, (in, _) -> Value.of(capitalize(text(in)))),
          Filter.of("downcase", 0, 0, (in, _) -> Value.of(text(in).toLowerCase(Locale.ROOT))),
          Filter.of("upcase", 0, 0, (in, _) -> Value.of(text(in).toUpperCase(Locale.ROOT))),
          Filter.of("strip", 0, 0, (in, _) -> Value.of(text(in).strip())).keepingMarkup(),
          Filter.of("lstrip", 0, 0, (in, _) -> Value.of(text(in).stripLeading())).keepingMarkup(),
          Filter.of("rstrip", 0, 0, (in, _) -> Value.of(text(in).stripTrailing())).keepingMarkup(),
          Filter.of(
                  "strip_newlines",
                  0,
                  0,
                  (in, _) -> Value.of(text(in).replace("\r", "").replace("\n", "")))
              .keepingMarkup(),
          Filter.of("remove", 1, 1, (in, to) -> replaceAll(in, to, "")),
          Filter.of("replace", 1, 2, (in, to) -> replaceAll(in, to, to.text(1))),
          Filter.of("remove_first", 1, 1, (in, to) -> replaceAt(in, to, true, "")),
          Filter.of("replace_first", 1, 2, (in, to) -> replaceAt(in, to, true, to.text(1))),
          Filter.of("remove_last", 1, 1, (in, to) -> replaceAt(in, to, false, "")),
          Filter.of("replace_last", 2, 2, (in, to) -> replaceAt(in, to, false, to.text(1))),
          Filter.of("split", 1, 1, TextFilters::split),
          Filter.of("truncate", 0, 2, TextFilters::truncate),
          Filter.of("truncatewords", 0, 2, TextFilters::truncateWords));

  private TextFilters() {}

  private static String text(Value input) {
    return Coercion.text(input);
  }

  private static Value joined(Arguments to, String first, String second) {
    to.budget().reserve((long) first.length() + second.length());
    return Value.of(first + second);
  }

  private static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int second = text.offsetByCodePoints(0, 1);
    return text.substring(0, second).toUpperCase(Locale.ROOT)
        + text.substring(second).toLowerCase(Locale.ROOT);
  }

  private static Value replaceAll(Value input, Arguments to, String replacement) {
    String text = text(input);
    String wanted = to.text(0);
    long found = 0;
    int step = Math.max(1, wanted.length());
    for (int at = text.indexOf(wanted);
        at >= 0 && at < text.length();
        at = text.indexOf(wanted, at + step)) {
      found++;
    }
    to.budget().reserve(text.length() + (found + 1) * replacement.length());
    return Value.of(text.replace(wanted, replacement));
  }

  private static Value replaceAt(Value input, Arguments to, boolean first, String replacement) {
    String text = text(input);
    String wanted = to.text(0);
    int at = first ? text.indexOf(wanted) : text.lastIndexOf(wanted);
    if (at < 0) {
      return input;
    }
    to.budget().reserve((long) text.length() + replacement.length());
    return Value.of(text.substring(0, at) + replacement + text.substring(at + wanted.length()));
  }

  /// As Ruby splits: by blanks for a single space, into characters for nothing, and without empty
  /// texts at the end.
  private static Value split(Value input, Arguments to) {
    String text = text(input);
    String by = to.text(0);
    List<Value> parts = new ArrayList<>();
    if (by.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Value.of(Character.toString(c))));
      return new Items(parts);
    }
    if (by.equals(" ")) {
      words(text).forEach(word -> parts.add(Value.of(word)));
      return new Items(parts);
    }
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      parts.add(Value.of(text.substring(from, at)));
      from = at + by.length();
    }
    parts.add(Value.of(text.substring(from)));
    while (!parts.isEmpty() && parts.getLast().equals(Value.of(""))) {
      parts.removeLast();
    }
    return new Items(parts);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  private static Value truncate(Value input, Arguments to) {
    String text = text(input);
    int length = to.whole(0, TRUNCATE_CHARS);
    String ellipsis = to.text(1, "...");
    if (text.codePointCount(0, text.length()) <= length) {
      return Value.of(text);
    }
    int kept = Math.max(0, length - ellipsis.codePointCount(0, ellipsis.length()));
    return joined(to, text.substring(0, text.offsetByCodePoints(0, kept)), ellipsis);
  }

  private static Value truncateWords(Value input, Arguments to) {
    int length = Math.max(1, to.whole(0, TRUNCATE_WORDS));
    List<String> words = words(text(input));
    return words.size() <= length
        ? Value.of(text(input))
        : joined(to, String.join(" ", words.subList(0, length)), to.text(1, "..."));
  }
}
