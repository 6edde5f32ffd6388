package dev.throughline.laws;

import java.util.List;
import java.util.SplittableRandom;

/// Chance with a seed, in the words of the generators.
record Dice(SplittableRandom random) {
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /// From `least` to `most`, both included.
  int number(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// `text` so often, else nothing.
  String maybe(int percent, String text) {
    return chance(percent) ? text : "";
  }
}
