package dev.throughline.experiment;

import dev.throughline.event.StableHash;
import dev.throughline.journey.Step.Split.Share;
import java.util.Map;
import java.util.SequencedMap;

/// Which side of an experiment a person is on, by rule H1: a hash of the workspace's salt, the
/// experiment's key and the person's id at first exposure, in 10,000 equal buckets.
public final class Assignment {
  public static final int BUCKETS = 10_000;

  private Assignment() {}

  /// Whether the person is among the `basisPoints` of 10,000 that are held out. A larger share
  /// holds out the same people and more.
  public static boolean heldOut(
      String salt, String experimentKey, String canonicalId, int basisPoints) {
    return bucket(salt, experimentKey, canonicalId) < basisPoints;
  }

  /// The arm of a split, by weight.
  public static String splitArm(
      String salt, String key, String canonicalId, SequencedMap<String, Share> arms) {
    long bucket = bucket(salt, key, canonicalId);
    long total = arms.values().stream().mapToLong(Share::weight).sum();
    long upTo = 0;
    for (Map.Entry<String, Share> arm : arms.entrySet()) {
      upTo += arm.getValue().weight();
      if (bucket * total < upTo * BUCKETS) {
        return arm.getKey();
      }
    }
    throw new IllegalStateException("The arms of split %s weigh nothing: %s".formatted(key, arms));
  }

  private static int bucket(String salt, String experimentKey, String canonicalId) {
    return StableHash.bucket(BUCKETS, salt, experimentKey, canonicalId);
  }
}
