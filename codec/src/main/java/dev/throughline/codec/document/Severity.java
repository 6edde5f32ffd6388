package dev.throughline.codec.document;

/// How far a problem gets in the way.
public enum Severity {
  /// The document cannot be used: its structure, types or references are wrong.
  ERROR,
  /// The document can be tried out but not published.
  LAUNCH,
  /// Worth a look; stops nothing.
  WARNING
}
