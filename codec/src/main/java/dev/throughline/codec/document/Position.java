package dev.throughline.codec.document;

/// Where a value stands: in the file (line and column from 1) and in its document.
///
/// @param pointer JSON pointer (RFC 6901)
public record Position(int line, int column, String pointer) {

  /// The pointer of a field below this one.
  String below(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /// The pointer of a list's entry below this one.
  String below(int index) {
    return pointer + "/" + index;
  }
}
