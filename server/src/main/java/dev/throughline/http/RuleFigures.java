package dev.throughline.http;

import dev.throughline.analytics.Range;
import dev.throughline.analytics.SegmentSize;
import dev.throughline.analytics.Stops;
import dev.throughline.analytics.Warehouse;
import dev.throughline.condition.Expr;
import dev.throughline.event.Value.Fields;
import dev.throughline.governance.Policy;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.http.words.PolicyWords;
import dev.throughline.journey.Journey;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Each house rule in words, with what it stopped in a time range.
record RuleFigures(Warehouse warehouse, Shelf shelf, Range range) {
  Fields cap(Cap cap) {
    String on = cap.channel() == null ? "all channels" : cap.channel();
    String about = cap.tag() == null ? "" : " tagged " + cap.tag();
    String saw =
        "[0-9]+ of %d per %s on %s%s[\",]"
            .formatted(cap.max(), quoted(cap.per().toString()), quoted(on), quoted(about));
    Stops.OfRule stopped = Stops.ofCheck(warehouse, "frequency_cap", saw, range);
    return Json.object(
        "words", PolicyWords.cap(cap),
        "purpose", cap.purpose(),
        "channel", cap.channel(),
        "journey", cap.journey(),
        "tag", cap.tag(),
        "max", Math.max(0, cap.max()),
        "per", cap.per().toString(),
        "window", cap.rolling() ? "rolling" : "calendar",
        "held", stopped.held(),
        "dropped", stopped.dropped(),
        "atLimit", atLimit(cap));
  }

  private long atLimit(Cap cap) {
    Set<String> journeys =
        shelf.catalog().documents().journeys().values().stream()
            .filter(journey -> !journey.isTransactional())
            .filter(journey -> cap.purpose() == null || cap.purpose().equals(journey.purpose()))
            .filter(journey -> cap.journey() == null || cap.journey().equals(journey.key()))
            .filter(journey -> cap.tag() == null || journey.tags().contains(cap.tag()))
            .map(Journey::key)
            .collect(Collectors.toSet());
    Set<String> channels = cap.channel() == null ? Set.of() : Set.of(cap.channel());
    return Stops.peopleWith(
        warehouse,
        Math.max(1, cap.max()),
        channels,
        journeys,
        range.until().minus(cap.per().approximate()));
  }

  Fields quiet(Policy.QuietHours rule) {
    Stops.OfRule stopped = Stops.ofQuietHours(warehouse, rule.channels(), range);
    return Json.object(
        "words", PolicyWords.quiet(rule),
        "channels", new TreeSet<>(rule.channels()),
        "from", rule.from().toString(),
        "to", rule.to().toString(),
        "then", rule.drop() ? "drop" : "hold",
        "held", stopped.held(),
        "dropped", stopped.dropped());
  }

  Fields suppression(Policy.Suppression rule) {
    Stops.OfRule stopped =
        Stops.ofCheck(warehouse, "suppression", quoted(rule.reason()) + "\"", range);
    return Json.object(
        "words", PolicyWords.suppression(rule, shelf::nameOf),
        "purpose", rule.purpose(),
        "reason", rule.reason(),
        "when", rule.when().text(),
        "people", covered(rule, stopped),
        "held", stopped.held(),
        "dropped", stopped.dropped());
  }

  /// Of a rule that is a segment, its members; of another, as many as it stopped messages of.
  private long covered(Policy.Suppression rule, Stops.OfRule stopped) {
    return rule.when().expr() instanceof Expr.InSegment(String segment)
        ? SegmentSize.of(warehouse, segment)
        : stopped.held() + stopped.dropped();
  }

  private static String quoted(String text) {
    return text.replaceAll("([^A-Za-z0-9_ ])", "\\\\$1");
  }
}
