package dev.throughline.codec.liquid;

/// A mistake in a template's text. Unwinds the parser, whose depth is not ours to return through,
/// and becomes a value at the package's edge.
final class Mistake extends RuntimeException {
  final int line;
  final String message;
  final String remedy;

  Mistake(int line, String message, String remedy) {
    super(message, null, false, false);
    this.line = Math.max(1, line);
    this.message = message;
    this.remedy = remedy;
  }
}
