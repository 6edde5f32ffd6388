package dev.throughline.codec.liquid;

/// Why a rendering ended early. Unwinds from any depth of the tree and becomes a value at the
/// package's edge.
final class Stopped extends RuntimeException {
  final String why;

  Stopped(String why) {
    super(why, null, false, false);
    this.why = why;
  }
}
