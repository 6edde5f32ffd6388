package dev.throughline.condition;

/// A regular expression, compiled; the edge behind which the expression library lives. The time of
/// a search is linear in the text, whatever the pattern.
public interface TextPattern {
  /// As written in the condition.
  String source();

  /// Whether the pattern occurs in `text`.
  boolean foundIn(String text);
}
