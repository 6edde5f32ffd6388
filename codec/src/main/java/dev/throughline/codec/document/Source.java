package dev.throughline.codec.document;

import java.util.ArrayList;
import java.util.List;

/// The text of one file or of a part of it.
///
/// @param file the name to use in problems
/// @param firstLine the line of the file that `text` starts on, from 1
public record Source(String file, String text, int firstLine) {

  public Source(String file, String text) {
    this(file, text, 1);
  }

  /// The parts that hold one document each. A line that starts with `---` separates documents
  /// wherever it stands, so a mistake in one document does not hide the next.
  public List<Source> documents() {
    List<Source> parts = new ArrayList<>();
    int start = 0;
    int startLine = firstLine;
    int line = firstLine;
    for (int at = 0; at < text.length(); line++) {
      if (at > start && isSeparator(at) && !isPreamble(start, at)) {
        parts.add(new Source(file, text.substring(start, at), startLine));
        start = at;
        startLine = line;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    parts.add(new Source(file, text.substring(start), startLine));
    return parts;
  }

  private boolean isSeparator(int at) {
    return text.startsWith("---", at)
        && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
  }

  /// Directives, comments and blank lines belong to the document that follows them.
  private boolean isPreamble(int start, int end) {
    return text.substring(start, end)
        .lines()
        .allMatch(line -> line.isBlank() || line.startsWith("#") || line.startsWith("%"));
  }
}
