package dev.throughline.codec.document;

import dev.throughline.condition.Reads;
import dev.throughline.segment.Segment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Segments that depend on themselves through `in_segment`.
final class SegmentCircles {
  private SegmentCircles() {}

  static void check(Map<String, Segment> segments, List<Notes> notes) {
    Map<String, Set<String>> needs = new TreeMap<>();
    segments.forEach((key, segment) -> needs.put(key, Reads.of(segment.when().expr()).segments()));
    for (List<String> circle : Circles.of(needs)) {
      notes.stream()
          .filter(own -> own.document().name().equals("segment/" + circle.getFirst()))
          .findFirst()
          .ifPresent(own -> tell(own, circle));
    }
  }

  private static void tell(Notes own, List<String> circle) {
    own.root()
        .get("when")
        .error(
            "segment-circle",
            "Segments depend on each other in a circle: %s, %s."
                .formatted(String.join(", ", circle), circle.getFirst()),
            "Take in_segment out of one of them.");
  }
}
