package dev.throughline.http;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.log.Health;
import dev.throughline.runtime.EmbeddedRuntime;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.TreeMap;

/// Whether the server is alive, and whether it takes events.
record HealthApi(EmbeddedRuntime runtime) implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/health/live", context -> answer(context, true, "process", ""));
    routes.get("/health/ready", this::ready);
  }

  private void ready(Context context) {
    switch (runtime.health()) {
      case Health.Well _ -> answer(context, true, "log", "");
      case Health.Full(String detail) ->
          answer(context, false, "log", "the disk is full: " + detail);
      case Health.Broken(String detail) -> answer(context, false, "log", detail);
    }
  }

  private static void answer(Context context, boolean ok, String name, String detail) {
    TreeMap<String, Value> check = new TreeMap<>();
    check.put("name", Value.of(name));
    check.put("ok", Value.of(ok));
    check.put("detail", detail.isEmpty() ? Value.Nothing.NOTHING : Value.of(detail));
    TreeMap<String, Value> health = new TreeMap<>();
    health.put("status", Value.of(ok ? "ready" : "failing"));
    health.put("checks", new Value.Items(List.of(new Fields(check))));
    context
        .status(ok ? 200 : 503)
        .contentType("application/json")
        .result(JsonValues.write(new Fields(health)));
  }
}
