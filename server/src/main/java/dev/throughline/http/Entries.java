package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.codec.json.EventLine;
import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.live.News;
import dev.throughline.http.words.FactTitle;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lines of timelines and of the live stream, as the API shows them.
final class Entries {
  private Entries() {}

  static Fields of(News news, Shelf shelf, Map<String, String> names) {
    String name = names.get(news.customer());
    return switch (news) {
      case News.Happened happened -> event(happened.event(), happened.customer(), name, shelf);
      case News.Decided decided -> fact(Json.parsed(decided.line()), name, shelf);
    };
  }

  static Fields of(Line line, Shelf shelf, Map<String, String> names) {
    String name = names.get(line.person());
    Event event = event(line);
    return event == null
        ? fact(Json.parsed(line.json()), name, shelf)
        : event(event, line.person(), name, shelf);
  }

  /// The event that a line is; null where it is a fact.
  static @Nullable Event event(Line line) {
    if (!line.kind().equals(Line.EVENT)) {
      return null;
    }
    if (EventLine.parse(line.json()) instanceof EventLine.Parsed.Ok(Event event)) {
      return event;
    }
    throw new IllegalStateException("What was stored is no event: " + line.json());
  }

  static List<String> people(List<Line> lines) {
    return lines.stream().map(Line::person).distinct().toList();
  }

  private static Fields fact(Fields fact, @Nullable String name, Shelf shelf) {
    return Json.object(
        "kind", "fact",
        "id", fact.text("id"),
        "at", fact.text("at"),
        "customer", fact.text("customer"),
        "customerName", name,
        "fact", fact,
        "title", FactTitle.of(fact, shelf::nameOf));
  }

  private static Fields event(Event event, String customer, @Nullable String name, Shelf shelf) {
    return Json.object(
        "kind",
        "event",
        "id",
        "e-" + event.messageId(),
        "at",
        event.at(),
        "customer",
        customer,
        "customerName",
        name,
        "event",
        event(event, shelf));
  }

  static Fields event(Event event, Shelf shelf) {
    Instant latest = shelf.catalog().workspace().maxLateness().after(event.at(), ZoneOffset.UTC);
    boolean says = event.type() == Event.Type.IDENTIFY || event.type() == Event.Type.GROUP;
    return Json.object(
        "messageId", event.messageId(),
        "type", event.type().name().toLowerCase(Locale.ROOT),
        "name", event.name(),
        "at", event.at(),
        "receivedAt", event.receivedAt(),
        "late", event.receivedAt().isAfter(latest),
        "properties", says ? event.traits() : event.properties());
  }
}
