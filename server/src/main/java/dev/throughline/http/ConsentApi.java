package dev.throughline.http;

import dev.throughline.analytics.ConsentLine;
import dev.throughline.analytics.Line;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value.Fields;
import dev.throughline.governance.Jurisdictions;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one person may be sent, and the proof of every decision of theirs (reliability C27).
record ConsentApi(Orchestrator runtime, Warehouse warehouse, InstantSource clock) implements Api {
  /// Lines of a file that are read at once.
  private static final int AT_ONCE = 500;

  /// A file holds at most a million events; nobody has so many.
  private static final int MAX_READS = 2_000;

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/customers/{id}/consent", this::consent);
  }

  private void consent(Context context) throws IOException {
    String format = new Parameters(context).text("format");
    Optional<EvidenceFile> file =
        Arrays.stream(EvidenceFile.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(format))
            .findFirst();
    String id = context.pathParam("id");
    Optional<PersonNow> person = PersonNow.of(runtime, id, clock.instant());
    if (file.isEmpty() && !format.isEmpty() && !format.equals("json")) {
      Reply.Mistake mistake = new Reply.Mistake("/query/format", "It is json, csv or ndjson");
      Reply.problem(400, "The request cannot be understood", null, List.of(mistake)).send(context);
    } else if (person.isEmpty()) {
      Reply.notFound("Nobody is known as " + id).send(context);
    } else if (file.isPresent()) {
      write(file.get(), person.get(), context);
    } else {
      page(person.get(), context).send(context);
    }
  }

  private Reply page(PersonNow person, Context context) {
    Parameters asked = new Parameters(context);
    int limit = asked.limit();
    List<String> cursor = asked.cursor(2);
    Instant at = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    Long position = cursor == null ? null : asked.part(cursor.getLast(), Long::valueOf);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Line.Cursor before = at == null || position == null ? null : new Line.Cursor(at, position);
    List<ConsentLine> found = lines(person, before, limit + 1);
    boolean last = found.size() <= limit;
    List<ConsentLine> page = last ? found : found.subList(0, limit);
    String jurisdiction = Jurisdictions.of(person.customer());
    Fields answer =
        Json.object(
            "customer", person.customer().id.value(),
            "jurisdiction", jurisdiction.isEmpty() ? null : jurisdiction,
            "state", Reachability.consent(person),
            "items",
                page.stream()
                    .flatMap(line -> Evidence.of(line).stream())
                    .map(Evidence::json)
                    .toList(),
            "next",
                last ? null : Parameters.cursorOf(page.getLast().at(), page.getLast().position()),
            "asOf", person.now());
    return Reply.ok(answer);
  }

  private void write(EvidenceFile file, PersonNow person, Context context) throws IOException {
    String name = "consent." + file.name().toLowerCase(Locale.ROOT);
    context
        .contentType(file.type + "; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))
        .header("Cache-Control", "no-store");
    try (Writer text =
        new BufferedWriter(
            new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8))) {
      file.begin(text);
      Line.Cursor before = null;
      for (int i = 0; i < MAX_READS; i++) {
        List<ConsentLine> some = lines(person, before, AT_ONCE);
        some.forEach(line -> Evidence.of(line).ifPresent(each -> file.write(each, text)));
        if (some.size() < AT_ONCE) {
          return;
        }
        before = new Line.Cursor(some.getLast().at(), some.getLast().position());
      }
    }
  }

  private List<ConsentLine> lines(PersonNow person, Line.@Nullable Cursor before, int limit) {
    return ConsentLine.of(warehouse, person.customer().id.value(), before, limit);
  }
}
