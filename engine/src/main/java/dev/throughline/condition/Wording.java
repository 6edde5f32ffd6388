package dev.throughline.condition;

import dev.throughline.event.Value.Fields;

/// A text with placeholders, compiled; the edge behind which the template language lives.
public interface Wording {
  /// As written in the document.
  String source();

  /// Fills the placeholders from `model` alone. Never throws; a missing value without a default is
  /// `Failed`.
  Rendered render(Fields model);

  /// What rendering gave.
  sealed interface Rendered {
    record Done(String text) implements Rendered {}

    record Failed(String why) implements Rendered {}
  }
}
