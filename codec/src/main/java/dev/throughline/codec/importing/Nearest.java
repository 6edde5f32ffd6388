package dev.throughline.codec.importing;

import java.util.Collection;

/// The closest of some words to one that is not among them.
final class Nearest {
  private static final int FARTHEST = 2;

  private Nearest() {}

  static String remedy(String word, Collection<String> words) {
    String best = null;
    int least = FARTHEST + 1;
    for (String candidate : words) {
      int distance = distance(word, candidate);
      if (distance < least) {
        best = candidate;
        least = distance;
      }
    }
    return best == null
        ? "There are: " + String.join(", ", words)
        : "Did you mean \"%s\"?".formatted(best);
  }

  /// How many letters to add, remove or change.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
