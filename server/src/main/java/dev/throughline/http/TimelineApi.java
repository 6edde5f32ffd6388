package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Warehouse;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Everything that happened to one person.
record TimelineApi(Warehouse warehouse, Shelves shelves, CalledNames names) implements Api {
  /// The kinds of facts of each group that a page can be narrowed to.
  private static final Map<String, Set<String>> GROUPS =
      Map.of(
          "events", Set.of(Line.EVENT),
          "decisions", Set.of("message.decided", "decision", "score"),
          "messages",
              Set.of(
                  "message.delivered",
                  "message.opened",
                  "message.clicked",
                  "message.bounced",
                  "message.complained",
                  "message.unsubscribed",
                  "message.replied",
                  "message.failed"),
          "journeys",
              Set.of(
                  "journey.entered",
                  "journey.rejected",
                  "journey.step",
                  "journey.exited",
                  "task.created",
                  "task.done",
                  "profile.updated"),
          "segments",
              Set.of("segment.entered", "segment.left", "audience.added", "audience.removed"),
          "orders", Set.of("conversion", "refund"),
          "credit", Set.of("credit"),
          "identity", Set.of("customer.merged", "customer.erased"));

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/customers/{id}/timeline", Reply.by(this::timeline));
  }

  private Reply timeline(Context context) {
    Parameters asked = new Parameters(context);
    int limit = asked.limit();
    Set<String> kinds = kinds(asked.names("kind"));
    List<String> cursor = asked.cursor(2);
    Instant at = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    Long position = cursor == null ? null : asked.part(cursor.getLast(), Long::valueOf);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Line.Cursor before = at == null || position == null ? null : new Line.Cursor(at, position);
    List<Line> found = Line.timeline(warehouse, context.pathParam("id"), kinds, before, limit + 1);
    boolean last = found.size() <= limit;
    List<Line> page = last ? found : found.subList(0, limit);
    Shelf shelf = shelves.now();
    Map<String, String> called = names.of(Entries.people(page));
    return Reply.ok(
        Json.page(
            Json.list(page, line -> Entries.of(line, shelf, called)),
            last ? null : Parameters.cursorOf(page.getLast().at(), page.getLast().position())));
  }

  private static Set<String> kinds(Set<String> groups) {
    Set<String> kinds = new TreeSet<>();
    groups.forEach(group -> kinds.addAll(GROUPS.getOrDefault(group, Set.of(group))));
    return kinds;
  }
}
