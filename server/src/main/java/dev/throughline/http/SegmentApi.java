package dev.throughline.http;

import dev.throughline.analytics.PersonRow;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.SegmentFlow;
import dev.throughline.analytics.SegmentSize;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.ConditionWords;
import dev.throughline.http.words.Phrases;
import dev.throughline.segment.Segment;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Segments in words and figures.
record SegmentApi(Warehouse warehouse, Shelves shelves, Editions editions, InstantSource clock)
    implements Api {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HISTORY = Duration.ofDays(90);

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/segments", Reply.by(_ -> list()));
    routes.get("/api/segments/{key}", Reply.by(this::segment));
  }

  private Map<String, SegmentFlow> flows(Instant now) {
    Range day = new Range(now.minus(DAY), now.plusMillis(1));
    return SegmentFlow.of(warehouse, day).stream()
        .collect(Collectors.toMap(SegmentFlow::segment, Function.identity()));
  }

  private Reply list() {
    Instant now = clock.instant();
    Shelf shelf = shelves.now();
    Map<String, SegmentFlow> flows = flows(now);
    Map<String, Long> sizes =
        SegmentSize.all(warehouse).stream()
            .collect(Collectors.toMap(SegmentSize::segment, SegmentSize::people));
    long people = PersonRow.count(warehouse, "");
    Items items =
        Json.list(
            shelf.catalog().documents().segments().values(),
            segment ->
                row(
                    segment,
                    shelf,
                    sizes.getOrDefault(segment.key(), 0L),
                    people,
                    flows.getOrDefault(segment.key(), new SegmentFlow(segment.key(), 0, 0)),
                    now));
    return Reply.ok(Json.object("items", items, "people", people, "asOf", now));
  }

  private Fields row(
      Segment segment, Shelf shelf, long size, long people, SegmentFlow flow, Instant now) {
    return Json.object(
        "key", segment.key(),
        "name", segment.name(),
        "owner", shelf.document("segment", segment.key()).map(Shelf.Written::owner).orElse(null),
        "words", sentence(segment, shelf),
        "size", size,
        "share", share(size, people),
        "entered24h", flow.entered(),
        "left24h", flow.left(),
        "version", editions.of(shelf, "segment", segment.key()).number(),
        "asOf", now);
  }

  private static BigDecimal share(long size, long people) {
    return people == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(size)
            .divide(BigDecimal.valueOf(people), MathContext.DECIMAL32)
            .min(BigDecimal.ONE);
  }

  static String sentence(Segment segment, Shelf shelf) {
    return Phrases.sentence(ConditionWords.of(segment.when(), shelf::nameOf).words());
  }

  private Reply segment(Context context) {
    String key = context.pathParam("key");
    Instant now = clock.instant();
    Shelf shelf = shelves.now();
    Segment segment = shelf.catalog().documents().segments().get(key);
    if (segment == null) {
      return Reply.notFound("There is no segment " + key);
    }
    Optional<Shelf.Written> written = shelf.document("segment", key);
    SegmentFlow flow = flows(now).getOrDefault(key, new SegmentFlow(key, 0, 0));
    return Reply.ok(
        Json.object(
            "key", key,
            "name", segment.name(),
            "owner", written.map(Shelf.Written::owner).orElse(null),
            "tags", written.map(Shelf.Written::tags).orElse(List.of()),
            "version", editions.of(shelf, "segment", key).number(),
            "words", sentence(segment, shelf),
            "when", segment.when().text(),
            "conditions", conditions(ConditionWords.of(segment.when(), shelf::nameOf)),
            "size", SegmentSize.of(warehouse, key),
            "people", PersonRow.count(warehouse, ""),
            "entered24h", flow.entered(),
            "left24h", flow.left(),
            "asOf", now,
            "history", history(key, now, shelf.catalog().workspace().zone()),
            "usedBy", UsedBy.of(shelf, key)));
  }

  private static Fields conditions(ConditionWords words) {
    return Json.object(
        "words", words.words(),
        "kind", words.kind().word(),
        "parts", Json.list(words.parts(), SegmentApi::conditions));
  }

  /// A point a day, at its end, also for days on which nothing changed.
  private Items history(String key, Instant now, ZoneId zone) {
    List<Value> points = new ArrayList<>();
    Range range = new Range(now.minus(HISTORY), now.plusMillis(1));
    SegmentSize.Day before = null;
    for (SegmentSize.Day day : SegmentSize.daily(warehouse, key, range, zone)) {
      if (before != null) {
        for (var d = before.day().plusDays(1); d.isBefore(day.day()); d = d.plusDays(1)) {
          points.add(point(d.plusDays(1).atStartOfDay(zone).toInstant(), before.people(), now));
        }
      }
      points.add(point(day.day().plusDays(1).atStartOfDay(zone).toInstant(), day.people(), now));
      before = day;
    }
    if (before != null && before.day().plusDays(1).atStartOfDay(zone).toInstant().isBefore(now)) {
      points.add(point(now, before.people(), now));
    }
    return new Items(points);
  }

  private static Fields point(Instant at, long size, Instant now) {
    return Json.object("at", at.isAfter(now) ? now : at, "size", Math.max(0, size));
  }
}
