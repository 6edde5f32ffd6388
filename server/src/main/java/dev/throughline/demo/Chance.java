package dev.throughline.demo;

import java.util.SplittableRandom;

/// Streams of chance that depend on nothing but the numbers they are made from.
final class Chance {
  private Chance() {}

  /// The stream of one person for one purpose.
  static SplittableRandom of(long seed, long person, long purpose) {
    return new SplittableRandom(mixed(mixed(mixed(seed) + person) ^ purpose));
  }

  /// Seeds that differ by a multiple of the generator's own step would give one stream, shifted:
  /// they are scattered before (Stafford's variant 13).
  private static long mixed(long value) {
    long z = value + 0x632be59bd9b4e019L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  static boolean happens(SplittableRandom random, double probability) {
    return random.nextDouble() < probability;
  }

  static <T> T oneOf(SplittableRandom random, java.util.List<T> among) {
    return among.get(random.nextInt(among.size()));
  }

  /// A waiting time with this mean.
  static double exponential(SplittableRandom random, double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  /// Half are below the median, and a few far above.
  static double skewed(SplittableRandom random, double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }
}
