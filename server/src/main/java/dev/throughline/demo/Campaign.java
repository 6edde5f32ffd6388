package dev.throughline.demo;

import dev.throughline.event.Value.Fields;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a visitor's address says of where they come from.
record Campaign(String source, String medium, String name) {
  /// The click in a message of ours.
  static Campaign of(String journey, String channel) {
    return new Campaign("lumen-oak", channel, journey);
  }

  /// Where a visit of one's own accord comes from; null for those who type the address.
  ///
  /// @param adwords truth 9: whether the agency already tags `adwords` instead of `google_ads`
  static @Nullable Campaign any(SplittableRandom random, boolean adwords) {
    double where = random.nextDouble();
    if (where < 0.1) {
      boolean changed = random.nextInt(2) == 0;
      return new Campaign(adwords && changed ? "adwords" : "google_ads", "cpc", "always-on");
    }
    if (where < 0.15) {
      return new Campaign("instagram", "social", "autumn-rooms");
    }
    return where < 0.18 ? new Campaign("housemag", "referral", "best-lamps") : null;
  }

  Fields context() {
    return Properties.of("source", source, "medium", medium, "name", name);
  }
}
