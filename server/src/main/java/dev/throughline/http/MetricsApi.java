package dev.throughline.http;

import dev.throughline.http.live.Archive;
import dev.throughline.log.Health;
import dev.throughline.runtime.Orchestrator;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.SortedMap;

/// What a Prometheus server reads.
record MetricsApi(Orchestrator runtime, Archive archive) implements Api {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/metrics", Reply.by(_ -> Reply.text(200, TYPE, text())));
  }

  private record Seen(
      SortedMap<String, Long> counters, long people, long applied, long facts, long open) {}

  private String text() {
    Seen seen =
        runtime
            .ask(view ->
                new Seen(
                    view.counters(),
                    view.people(),
                    view.applied(),
                    view.facts(),
                    view.openLetterCount()))
            .join();
    StringBuilder text = new StringBuilder();
    gauge(text, "up", "Whether the log takes entries in.", isWell() ? 1 : 0);
    gauge(text, "behind_entries", "Durable entries that wait to be applied.", runtime.behind());
    gauge(text, "people", "People known; those who were merged are one.", seen.people);
    gauge(text, "applied_entry", "The last entry of the log that was applied.", seen.applied);
    gauge(text, "facts", "Facts ever told.", seen.facts);
    gauge(text, "facts_kept", "Facts in the warehouse.", archive.warehouse().facts());
    gauge(
        text,
        "facts_behind_milliseconds",
        "For how long the oldest row that is not in the warehouse waits.",
        archive.writer().behind().toMillis());
    gauge(text, "open_letters", "Letters that are not over.", seen.open);
    text.append("# HELP throughline_counted_total What the runtime counted since its start.\n");
    text.append("# TYPE throughline_counted_total counter\n");
    seen.counters.forEach((what, count) ->
        text.append("throughline_counted_total{what=\"")
            .append(what.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " "))
            .append("\"} ")
            .append(count)
            .append('\n'));
    return text.toString();
  }

  private boolean isWell() {
    return runtime.health() instanceof Health.Well;
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    text.append("# HELP throughline_%s %s\n".formatted(name, help))
        .append("# TYPE throughline_%s gauge\n".formatted(name))
        .append("throughline_%s %d\n".formatted(name, value));
  }
}
