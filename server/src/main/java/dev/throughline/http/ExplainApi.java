package dev.throughline.http;

import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.Explaining.Told;
import dev.throughline.http.words.Phrases;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Why somebody did, or did not, get a message of a journey.
record ExplainApi(Orchestrator runtime, Warehouse warehouse, Shelves shelves, InstantSource clock)
    implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/customers/{id}/explain", Reply.by(this::explain));
  }

  private Reply explain(Context context) {
    Parameters asked = new Parameters(context);
    String id = context.pathParam("id");
    String journey = asked.required("journey");
    String step = asked.text("step");
    String message = asked.text("message");
    if (asked.areWrong()) {
      return asked.refusal();
    }
    PersonNow person = PersonNow.of(runtime, id, clock.instant()).orElse(null);
    String customer = person == null ? id : person.customer().id.value();
    Shelf shelf = shelves.now();
    Explaining explaining = new Explaining(warehouse, shelf, journey);
    List<Told> told = explaining.told(customer);
    if (told.isEmpty() && person == null) {
      return Reply.notFound("Nobody is known as " + id);
    }
    List<Fields> entries =
        told.stream()
            .filter(each ->
                each.kind().equals("journey.entered") || each.kind().equals("journey.rejected"))
            .map(explaining::entry)
            .toList()
            .reversed();
    List<Fields> records =
        new DecisionRecords(runtime, explaining, shelf, person, told).of(step, message);
    return Reply.ok(
        Json.object(
            "customer",
            customer,
            "journey",
            journey,
            "journeyName",
            shelf.nameOf("journey", journey),
            "step",
            step.isEmpty() ? null : step,
            "sentence",
            sentence(entries, records),
            "entries",
            new Items(new ArrayList<>(entries)),
            "records",
            new Items(new ArrayList<>(records))));
  }

  private static String sentence(List<Fields> entries, List<Fields> records) {
    if (!records.isEmpty()) {
      return records.getFirst().text("sentence");
    }
    if (entries.isEmpty()) {
      return "Nothing has asked for them to come in.";
    }
    Fields newest = entries.getFirst();
    return newest.text("outcome").equals("entered")
        ? Phrases.sentence("they came in, and have not reached this message yet")
        : newest.text("sentence");
  }
}
