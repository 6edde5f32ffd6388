package dev.throughline.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a key is for.
public enum Scope {
  /// Sends events from servers, which are trusted to say who is who.
  INGEST,
  /// Sends events from browsers and apps, where everybody can read the key.
  BROWSER,
  /// Everything that the API offers.
  ADMIN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Scope::word).toList();
  }
}
