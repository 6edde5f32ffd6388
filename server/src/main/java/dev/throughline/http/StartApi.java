package dev.throughline.http;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Trigger;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Lets one person enter a journey that a program starts.
record StartApi(Orchestrator runtime, Shelves shelves, InstantSource clock) implements Api {
  private static final int MAX_KEY_CHARS = 100;

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/journeys/{key}/start", Reply.by(this::start));
  }

  private Reply start(Context context) {
    String key = context.pathParam("key");
    Journey journey = shelves.now().catalog().documents().journeys().get(key);
    if (journey == null) {
      return Reply.notFound("There is no journey " + key);
    }
    if (!(journey.entry().on() instanceof Trigger.OnApi)) {
      return Reply.problem(
          409, "The journey is not started by programs", "Its entry needs `on: { api: true }`");
    }
    Fields body =
        JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields said)
            ? said
            : Fields.EMPTY;
    String customer = body.text("customer").strip();
    List<Reply.Mistake> mistakes = new ArrayList<>();
    if (customer.isEmpty() || customer.length() > EventLine.MAX_ID) {
      mistakes.add(
          new Reply.Mistake(
              "/customer", "It is an id of 1 to %d characters".formatted(EventLine.MAX_ID)));
    }
    boolean hasFields =
        body.get("properties") instanceof Fields || body.get("properties").isNothing();
    if (!hasFields) {
      mistakes.add(new Reply.Mistake("/properties", "It is an object"));
    }
    String id = context.header("Idempotency-Key");
    if (id != null && id.length() > MAX_KEY_CHARS) {
      mistakes.add(
          new Reply.Mistake(
              "/header/Idempotency-Key", "It has at most %d characters".formatted(MAX_KEY_CHARS)));
    }
    if (!mistakes.isEmpty()) {
      return Reply.problem(400, "The request cannot be understood", null, mistakes);
    }
    EventLine.Parsed.Start start =
        new EventLine.Parsed.Start(
            "start-" + key + "-" + (id == null ? UUID.randomUUID() : id),
            customer,
            null,
            key,
            body.get("properties") instanceof Fields properties ? properties : Fields.EMPTY,
            clock.instant());
    return Taking.in(runtime, new Command.Start(start), () -> Reply.empty(202));
  }
}
