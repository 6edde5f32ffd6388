package dev.throughline.codec.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.throughline.condition.TextPattern;
import java.util.Optional;

/// A regular expression in RE2 syntax, as CEL has it: searched in time linear in the text.
record Re2(String source, Pattern compiled) implements TextPattern {
  private static final int MAX_LENGTH = 500;

  /// Counted repetitions are written out when compiled, nested ones multiply.
  private static final int MAX_REPETITIONS = 1_000;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  /// Empty when the text is no pattern, or one too large.
  static Optional<TextPattern> compile(String source) {
    if (source.length() > MAX_LENGTH || repetitions(source) > MAX_REPETITIONS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Re2(source, Pattern.compile(source)));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static long repetitions(String source) {
    long product = 1;
    java.util.regex.Matcher counted = COUNTED.matcher(source);
    while (counted.find() && product <= MAX_REPETITIONS) {
      String most = counted.group(2);
      String count = most == null || most.isEmpty() ? counted.group(1) : most;
      product *= Math.max(1, Long.parseLong(count));
    }
    return product;
  }

  @Override
  public boolean foundIn(String text) {
    return compiled.matcher(text).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Re2(String theirs, _) && theirs.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
