package dev.throughline.codec.liquid;

import java.util.ArrayList;
import java.util.List;

/// The Liquid in a document of another language, hidden behind words that mean nothing there while
/// that language is processed.
///
/// @param hidden the document with a word in place of each placeholder and tag
/// @param blanked the document with blanks in their place, every line where it was
record Placeholders(String hidden, String blanked, String word, List<Placeholder> placeholders) {
  private static final int MAX_PLACEHOLDERS = 5_000;
  private static final int MAX_WORD_TRIES = 1_000;

  record Placeholder(String text, int line) {}

  Placeholders {
    placeholders = List.copyOf(placeholders);
  }

  static Placeholders in(String source) {
    String word = freeWord(source);
    List<Placeholder> found = new ArrayList<>();
    StringBuilder hidden = new StringBuilder();
    StringBuilder blanked = new StringBuilder();
    int line = 1;
    int from = 0;
    for (int at = next(source, 0); at >= 0; at = next(source, from)) {
      line += breaks(source, from, at);
      int end = end(source, at, line);
      hidden.append(source, from, at).append(name(word, found.size()));
      found.add(new Placeholder(source.substring(at, end), line));
      if (found.size() > MAX_PLACEHOLDERS) {
        throw new Mistake(line, "There are too many placeholders", "Move parts into blocks.");
      }
      int inside = breaks(source, at, end);
      blanked.append(source, from, at).append(" ").append("\n".repeat(inside));
      line += inside;
      from = end;
    }
    hidden.append(source, from, source.length());
    blanked.append(source, from, source.length());
    return new Placeholders(hidden.toString(), blanked.toString(), word, found);
  }

  /// Letters and digits in lower case: no language escapes, folds or splits them.
  private static String name(String word, int index) {
    return word + index + "z";
  }

  private static String freeWord(String source) {
    for (int i = 0; i < MAX_WORD_TRIES; i++) {
      String word = "liquid" + "q".repeat(i + 1);
      if (!source.contains(word)) {
        return word;
      }
    }
    throw new Mistake(1, "The text holds every word that could stand for Liquid", "Shorten it.");
  }

  private static int next(String source, int from) {
    int output = source.indexOf("{{", from);
    int tag = source.indexOf("{%", from);
    return output < 0 ? tag : tag < 0 ? output : Math.min(output, tag);
  }

  private static int end(String source, int at, int line) {
    String closing = source.startsWith("{{", at) ? "}}" : "%}";
    char quote = 0;
    for (int i = at + 2; i < source.length(); i++) {
      char c = source.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (source.startsWith(closing, i)) {
        return i + closing.length();
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    throw new Mistake(
        line,
        "A placeholder or tag is opened here and never closed",
        "Close it with %s.".formatted(closing));
  }

  private static int breaks(String source, int from, int to) {
    return (int) source.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  /// Puts the Liquid back. What the processing dropped is a mistake: it would never be sent.
  String restore(String processed) {
    boolean[] seen = new boolean[placeholders.size()];
    StringBuilder restored = new StringBuilder();
    int from = 0;
    for (int at = processed.indexOf(word); at >= 0; at = processed.indexOf(word, from)) {
      int end = processed.indexOf('z', at);
      int index = Integer.parseInt(processed, at + word.length(), end, 10);
      restored.append(processed, from, at).append(placeholders.get(index).text());
      seen[index] = true;
      from = end + 1;
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        throw new Mistake(
            placeholders.get(i).line(),
            "This Liquid stands where MJML keeps no text: "
                + Syntax.shortened(placeholders.get(i).text()),
            "Put it into text, an attribute's value or <mj-raw>.");
      }
    }
    return restored.append(processed, from, processed.length()).toString();
  }
}
