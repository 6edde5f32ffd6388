package dev.throughline.codec.cel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody probably meant, by edit distance.
final class Spelling {
  /// Longer words are not compared.
  private static final int MAX_LENGTH = 64;

  private Spelling() {}

  /// The nearest of `known`, when it is near: at most about a third of the letters differ.
  static Optional<String> nearest(String word, Collection<String> known) {
    int allowed = Math.max(1, (word.length() + 1) / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// “Did you mean 'x'?”, or else what there is to choose from.
  static String remedy(String word, Collection<String> known, String otherwise) {
    return nearest(word, known).map("Did you mean '%s'?"::formatted).orElse(otherwise);
  }

  private static int distance(String a, String b) {
    if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = previous[j - 1] + (same ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
