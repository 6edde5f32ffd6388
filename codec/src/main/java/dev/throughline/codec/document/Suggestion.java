package dev.throughline.codec.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody most likely meant.
final class Suggestion {
  private static final int MAX_LENGTH = 64;

  private Suggestion() {}

  /// The closest of `known`: at most a third of the letters differ, the first of equals wins.
  static Optional<String> among(Collection<String> known, String written) {
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String best = null;
    int least = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      if (Math.abs(word.length() - written.length()) < least && word.length() <= MAX_LENGTH) {
        int distance = distance(fold(word), fold(written));
        if (distance < least) {
          least = distance;
          best = word;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /// `; did you mean 'x'?`, or a full stop.
  static String ending(Collection<String> known, String written) {
    return among(known, written).map(word -> "; did you mean '" + word + "'?").orElse(".");
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Letters inserted, dropped, changed or swapped with their neighbour (optimal string alignment).
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        cost[i][j] =
            Math.min(
                cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
