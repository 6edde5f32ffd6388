package dev.throughline.codec.document;

/// One document of a file: what it calls itself, and its content with places.
///
/// @param line where it starts
public record Document(String file, int line, String kind, String key, Tree.Fields root) {

  /// `kind/key`, as problems name it.
  public String name() {
    return key.isEmpty() ? kind : kind + "/" + key;
  }
}
