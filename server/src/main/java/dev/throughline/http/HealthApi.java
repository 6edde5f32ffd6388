package dev.throughline.http;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.live.WarehouseWriter;
import dev.throughline.log.Health;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the server is alive, and whether it takes events.
record HealthApi(Orchestrator runtime, WarehouseWriter writer) implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/health/live", Reply.by(_ -> answer(List.of(check("process", null)))));
    routes.get("/health/ready", Reply.by(this::ready));
  }

  private Reply ready(Context context) {
    String log =
        switch (runtime.health()) {
          case Health.Well _ -> null;
          case Health.Full(String detail) -> "the disk is full: " + detail;
          case Health.Broken(String detail) -> detail;
        };
    return answer(List.of(check("log", log), check("facts", writer.failure().orElse(null))));
  }

  /// @param detail what is wrong; null where nothing is
  private static Fields check(String name, @Nullable String detail) {
    return Json.object("name", name, "ok", detail == null, "detail", detail);
  }

  private static Reply answer(List<Fields> checks) {
    boolean ok = checks.stream().allMatch(check -> check.get("ok").equals(Value.of(true)));
    return Reply.json(
        ok ? 200 : 503, Json.object("status", ok ? "ready" : "failing", "checks", checks));
  }
}
