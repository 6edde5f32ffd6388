package dev.throughline.codec.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of documents, in the order in which they are read: each may need those before it.
public enum Kind {
  WORKSPACE,
  IDENTITY,
  TAXONOMY,
  SEGMENT,
  AUDIENCE,
  SCORE,
  CONVERSION,
  BLOCK,
  TEMPLATE,
  OFFER,
  POLICY,
  EXPERIMENT,
  JOURNEY,
  IMPORT;

  /// As written in documents.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether there is at most one; its key may be left out.
  public boolean single() {
    return this == WORKSPACE || this == IDENTITY;
  }

  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /// All of them, as written.
  public static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }
}
