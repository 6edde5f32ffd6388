package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Warehouse;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// The facts as a stream of lines, oldest first.
record FactsApi(Warehouse warehouse) implements Api {
  private static final int MAX_LINES = 1_000_000;
  private static final int AT_ONCE = 5_000;

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/facts", this::stream);
  }

  private void stream(Context context) {
    Parameters asked = new Parameters(context);
    int limit = asked.number("limit", MAX_LINES, 1, MAX_LINES);
    Instant from = asked.instant("from");
    Instant to = asked.instant("to");
    String after = asked.text("after");
    if (asked.areWrong()) {
      asked.refusal().send(context);
      return;
    }
    OptionalLong position = after.isEmpty() ? OptionalLong.of(-1) : Line.position(warehouse, after);
    if (position.isEmpty()) {
      Reply.problem(400, "There is no fact with the id in `after`", null).send(context);
      return;
    }
    Instant first = from == null ? Range.ALL.from() : from;
    Instant until = to == null ? Range.ALL.until() : to;
    Line.Filter filter =
        new Line.Filter(
            asked.textOrNull("customer"),
            asked.textOrNull("journey"),
            asked.names("kind"),
            null,
            new Range(first, until.isBefore(first) ? first : until));
    context.contentType("application/x-ndjson").header("Cache-Control", "no-store");
    try {
      write(context.outputStream(), filter, position.getAsLong(), limit);
    } catch (IOException gone) {
      // Whoever read has read enough.
    }
  }

  private void write(OutputStream to, Line.Filter filter, long after, int limit)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(to)) {
      long position = after;
      int left = limit;
      while (left > 0) {
        List<Line> lines = Line.facts(warehouse, filter, position, Math.min(left, AT_ONCE));
        for (Line line : lines) {
          out.write(line.json().getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
        if (lines.size() < Math.min(left, AT_ONCE)) {
          return;
        }
        left -= lines.size();
        position = lines.getLast().position();
      }
    }
  }
}
