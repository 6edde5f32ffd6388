package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.PersonRow;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Warehouse;
import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Document;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.message.Feedback;
import dev.throughline.simulation.Arrival;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The simulator over stored history: the engine on a virtual clock, with the catalog in force or
/// one that is thought of. Nothing that it does leaves this request.
final class SimulationApi implements Api {
  /// What fits into memory beside the rest; more people are a sample.
  private static final int MAX_EVENTS = 500_000;

  private static final int AT_ONCE = 10_000;
  private static final int BUCKETS = 1_000_000;

  private final Warehouse warehouse;
  private final Shelves shelves;
  private final InstantSource clock;

  /// One at a time: it takes a core for itself.
  private final Semaphore place = new Semaphore(1);

  /// A virtual thread would not let others on while it counts.
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "simulation");
        thread.setDaemon(true);
        return thread;
      });

  SimulationApi(Warehouse warehouse, Shelves shelves, InstantSource clock) {
    this.warehouse = warehouse;
    this.shelves = shelves;
    this.clock = clock;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/simulations", Reply.by(this::simulate));
  }

  /// @param people so many are drawn; 0: all
  private record Asked(
      List<String> documents, @Nullable Instant from, @Nullable Instant until, long people) {}

  private Reply simulate(Context context) {
    List<Reply.Mistake> mistakes = new ArrayList<>();
    Asked asked = asked(context, mistakes);
    if (!mistakes.isEmpty()) {
      return Reply.problem(400, "The request cannot be understood", null, mistakes);
    }
    Catalogs.Reading reading = Catalogs.read(replaced(shelves.now().sources(), asked.documents));
    if (reading.documents().isEmpty()) {
      return Reply.problem(422, "The catalog is wrong", null, mistakes(reading.problems()));
    }
    if (!place.tryAcquire()) {
      return Reply.problem(429, "Another simulation is running", "Try again when it is done")
          .with("Retry-After", "5");
    }
    Documents documents = reading.documents().get();
    try {
      return worker.submit(() -> alone(asked, documents)).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A simulation failed", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Reply.problem(503, "The server is stopping", null);
    }
  }

  private Reply alone(Asked asked, Documents documents) {
    try {
      return run(asked, documents);
    } finally {
      place.release();
    }
  }

  private static Asked asked(Context context, List<Reply.Mistake> mistakes) {
    Fields body =
        JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields said)
            ? said
            : Fields.EMPTY;
    List<String> documents = new ArrayList<>();
    if (body.get("documents") instanceof Items(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Value.Text(String text)) {
          documents.add(text);
        }
      }
    }
    long people = body.get("people") instanceof Value.Int(long number) ? Math.max(0, number) : 0;
    return new Asked(
        documents, instant(body, "from", mistakes), instant(body, "until", mistakes), people);
  }

  private static @Nullable Instant instant(Fields body, String name, List<Reply.Mistake> mistakes) {
    String text = body.text(name);
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      mistakes.add(new Reply.Mistake("/" + name, "It is an instant such as 2026-03-01T09:00:00Z"));
      return null;
    }
  }

  /// What is live, with the documents given in the place of those of their kind and key.
  private static List<Source> replaced(List<Source> sources, List<String> texts) {
    List<Source> given = new ArrayList<>();
    for (String text : texts) {
      given.add(new Source("request/%d.yaml".formatted(given.size() + 1), text));
    }
    Set<String> names = new TreeSet<>();
    Parsing.of(given).documents().forEach(document -> names.add(document.name()));
    List<Source> all = new ArrayList<>();
    for (Source source : sources) {
      for (Source part : source.documents()) {
        List<Document> documents = Parsing.of(List.of(part)).documents();
        if (documents.stream().noneMatch(document -> names.contains(document.name()))) {
          all.add(part);
        }
      }
    }
    all.addAll(given);
    return all;
  }

  private static List<Reply.Mistake> mistakes(List<Problem> problems) {
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(problem ->
            new Reply.Mistake(
                problem.pointer(),
                "%s: %s %s".formatted(problem.document(), problem.message(), problem.remedy())))
        .toList();
  }

  private Reply run(Asked asked, Documents documents) {
    List<Arrival> arrivals = arrivals(asked);
    if (arrivals.size() > MAX_EVENTS) {
      return Reply.problem(
          422,
          "There are too many events for one simulation",
          "Ask for fewer `people`: a sample of them is drawn");
    }
    Instant until = asked.until == null ? clock.instant() : asked.until;
    Instant from =
        asked.from == null
            ? arrivals.stream().map(Arrival::at).min(Instant::compareTo).orElse(until)
            : asked.from;
    Report report = new Report(documents);
    Simulation.Ended ended =
        new Simulation(Catalog.of(documents), report::add).run(arrivals, asked.from, until);
    Fields fields =
        report.fields(
            new Report.Reading(
                from,
                ended.clock().equals(Instant.MIN) ? until : ended.clock(),
                arrivals.size(),
                0,
                ended.duplicates(),
                ended.mismatches(),
                ended.refusedLinks()),
            ended.people());
    return Reply.ok(
        Json.object(
            "from", from,
            "until", until,
            "people", ended.people().size(),
            "report", fields));
  }

  /// The events that people and programs sent. What our own channels said of messages is left out:
  /// these messages are decided anew, and each is delivered at once.
  private List<Arrival> arrivals(Asked asked) {
    long everybody = PersonRow.count(warehouse, "");
    int bucket =
        asked.people == 0 || asked.people >= everybody
            ? BUCKETS
            : (int) Math.ceil((double) asked.people * BUCKETS / everybody);
    Range range =
        new Range(Range.ALL.from(), asked.until == null ? Range.ALL.until() : asked.until);
    List<Arrival> arrivals = new ArrayList<>();
    long after = -1;
    for (List<Line> page = Line.events(warehouse, after, range, AT_ONCE);
        !page.isEmpty() && arrivals.size() <= MAX_EVENTS;
        page = Line.events(warehouse, after, range, AT_ONCE)) {
      for (Line line : page) {
        Event event = Entries.event(line);
        if (event != null
            && StableHash.bucket(BUCKETS, "sample", line.person()) < bucket
            && !isReceipt(event)) {
          arrivals.add(new Arrival.OfEvent(event));
        }
      }
      after = page.getLast().position();
    }
    return arrivals;
  }

  private static boolean isReceipt(Event event) {
    return Feedback.of(event.name()).map(feedback -> feedback.kind().isDelivery()).orElse(false);
  }
}
