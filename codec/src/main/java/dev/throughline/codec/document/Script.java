package dev.throughline.codec.document;

/// How the characters of a text lie in its file, so that a mistake inside a longer text can be
/// shown on its line.
///
/// @param start of the text in `source`, in code points: its quote, its `|`, or its first character
/// @param block a `|` or `>` text, which begins on the next line
public record Script(Source source, int start, int firstLine, int lastLine, boolean block) {

  /// The line of the file on which `column` of `line` (both from 1) of the text stands. YAML only
  /// changes white space when it folds lines, so the other characters are counted.
  public int lineOf(String text, int line, int column) {
    if (firstLine == lastLine) {
      return firstLine;
    }
    int characters = visibleBefore(text, line, column);
    String written = source.text();
    int at = written.offsetByCodePoints(0, start);
    int found = firstLine;
    if (block) {
      at = afterLine(written, at);
      found++;
    } else if (written.charAt(at) == '"' || written.charAt(at) == '\'') {
      at++;
    }
    for (int seen = 0; at < written.length() && found < lastLine; at++) {
      char c = written.charAt(at);
      if (c == '\n') {
        found++;
      } else if (!Character.isWhitespace(c)) {
        if (seen == characters) {
          return found;
        }
        seen++;
      }
    }
    return found;
  }

  private static int afterLine(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  private static int visibleBefore(String text, int line, int column) {
    int at = 0;
    for (int i = 1; i < line && at < text.length(); i++) {
      at = afterLine(text, at);
    }
    int end = Math.min(text.length(), at + Math.max(0, column - 1));
    return (int) text.substring(0, end).chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}
