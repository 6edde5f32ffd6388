package dev.throughline.codec.liquid;

import java.util.Collection;

/// The known word that a mistyped one probably means.
final class Closest {
  private static final int MAX_WORD_CHARS = 64;

  private Closest() {}

  /// A sentence for a remedy; `otherwise` where nothing is close.
  static String hint(String word, Collection<String> known, String otherwise) {
    String best = "";
    int bestDistance = Math.clamp((word.length() + 1) / 2, 1, 3) + 1;
    if (word.length() <= MAX_WORD_CHARS) {
      for (String candidate : known) {
        int distance = distance(word, candidate);
        if (distance < bestDistance) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return best.isEmpty() ? otherwise : "Did you mean '%s'?".formatted(best);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
