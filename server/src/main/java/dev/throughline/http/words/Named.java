package dev.throughline.http.words;

/// What documents are called.
@FunctionalInterface
public interface Named {
  /// The name of a document, or its key where it has none.
  String of(String kind, String key);
}
