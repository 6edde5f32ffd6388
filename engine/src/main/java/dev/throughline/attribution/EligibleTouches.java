package dev.throughline.attribution;

import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The touches that share a conversion's credit (rule C2): each message and visit once, within the
/// look-back, oldest first.
final class EligibleTouches {
  /// A visit so soon after a click on the same journey's message is that click, seen by the site.
  static final Duration OWN_VISIT = Duration.ofMinutes(30);

  /// By time, then id; the rest so that the order never depends on the input's.
  static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::at).thenComparing(Touch::id).thenComparing(Touch::toString);

  private EligibleTouches() {}

  /// @param zone the customer's, for look-backs in days
  static List<Touch> of(
      Conversion conversion, ConversionSpec spec, List<Touch> touches, ZoneId zone) {
    // Touches credited before stay candidates even where the person's list has been trimmed.
    List<Touch> candidates =
        Stream.concat(
                touches.stream(), conversion.credits().stream().map(Conversion.Credited::touch))
            .distinct()
            .sorted(ORDER)
            .toList();
    Map<String, Touch.Status> counting = countingStatus(candidates, spec.touches());
    Set<Once> taken = new LinkedHashSet<>();
    TreeSet<String> messages = new TreeSet<>();
    List<Touch> eligible = new ArrayList<>();
    for (Touch touch : candidates) {
      boolean message = isMessage(touch);
      boolean counts = !message || touch.status() == counting.get(touch.id());
      if (counts
          && isWithin(spec, touch, conversion.at(), zone)
          && taken.add(new Once(touch.status(), touch.id()))) {
        eligible.add(touch);
        if (message) {
          messages.add(touch.id());
        }
      }
    }
    eligible.removeIf(touch -> isOwnVisit(touch, candidates, messages));
    return eligible;
  }

  private record Once(Touch.Status status, String id) {}

  /// For each message that got as far as `least`, the status that told so first: somebody who
  /// clicked has opened, whenever that is reported. `touches` are in the order of time.
  private static Map<String, Touch.Status> countingStatus(List<Touch> touches, Touch.Status least) {
    TreeMap<String, Touch.Status> counting = new TreeMap<>();
    for (Touch touch : touches) {
      if (isMessage(touch) && touch.status().compareTo(least) >= 0) {
        counting.putIfAbsent(touch.id(), touch.status());
      }
    }
    return counting;
  }

  private static boolean isMessage(Touch touch) {
    return switch (touch.status()) {
      case DELIVERED, OPENED, CLICKED -> true;
      case VISIT, SALES -> false;
    };
  }

  private static boolean isWithin(
      ConversionSpec spec, Touch touch, Instant convertedAt, ZoneId zone) {
    return touch.at().isBefore(convertedAt)
        && !spec.lookback(touch.stage()).after(touch.at(), zone).isBefore(convertedAt);
  }

  private static boolean isOwnVisit(Touch visit, List<Touch> touches, Set<String> messages) {
    String journey = visit.journey();
    if (visit.status() != Touch.Status.VISIT || journey == null) {
      return false;
    }
    Instant earliest = visit.at().minus(OWN_VISIT);
    return touches.stream()
        .filter(touch -> touch.status() == Touch.Status.CLICKED)
        .filter(touch -> journey.equals(touch.journey()) && messages.contains(touch.id()))
        .anyMatch(touch -> !touch.at().isAfter(visit.at()) && !touch.at().isBefore(earliest));
  }
}
