package dev.throughline.cli;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.json.EventLine.Parsed;
import dev.throughline.event.Value.Fields;
import dev.throughline.simulation.Arrival;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `simulate`: a file of events through a catalog, on a virtual clock (contract section 6).
///
/// @param from when the clock starts; null: at the first event
/// @param until when it stops; null: when nothing is due any more
record Simulate(
    Terminal terminal,
    Path catalog,
    Path events,
    @Nullable Instant from,
    @Nullable Instant until,
    Path out) {
  private static final int FACTS_BETWEEN_PROGRESS = 50_000;

  int run() {
    return documents().flatMap(this::report).isPresent() ? Terminal.DONE : Terminal.FAILED;
  }

  /// Runs the events and writes the files; the report, unless something that was said on the
  /// terminal stood in the way.
  Optional<Fields> report(Documents documents) {
    try (SimulationFiles files = new SimulationFiles(out)) {
      List<Arrival> arrivals = arrivals(files);
      Report report = new Report(documents);
      long[] facts = new long[1];
      Simulation simulation =
          new Simulation(
              Catalog.of(documents),
              fact -> {
                files.fact(fact);
                report.add(fact);
                if (++facts[0] % FACTS_BETWEEN_PROGRESS == 0) {
                  terminal.progress("%,d facts, %s".formatted(facts[0], fact.at()));
                }
              });
      long rejected = files.rejected();
      long accepted = arrivals.size();
      Instant start = from == null ? first(arrivals) : from;
      Simulation.Ended ended = simulation.run(arrivals, from, until);
      terminal.progress("");
      files.customers(ended.people());
      Fields fields =
          report.fields(
              new Report.Reading(
                  start,
                  start == null ? null : ended.clock(),
                  accepted,
                  rejected,
                  ended.duplicates(),
                  ended.mismatches(),
                  ended.refusedLinks()),
              ended.people());
      files.report(fields);
      if (rejected > 0) {
        String message =
            "%d %s; see %s"
                .formatted(
                    rejected,
                    rejected == 1 ? "line is no event" : "lines are no events",
                    files.rejectsFile());
        terminal.err().println("throughline: " + message);
      }
      return Optional.of(fields);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The documents, drafts included: only what is wrong in structure or type stands in the way.
  Optional<Documents> documents() {
    Catalogs.Reading reading = Catalogs.read(catalog);
    List<Problem> errors =
        reading.problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      String first = Validate.sentence(catalog, errors.getFirst());
      terminal.failed(
          errors.size() == 1
              ? first
              : "%s; and %d more: validate %s shows them all"
                  .formatted(first, errors.size() - 1, catalog));
      return Optional.empty();
    }
    return reading.documents();
  }

  private List<Arrival> arrivals(SimulationFiles files) throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    EventFile.read(events, parsed -> arrivals.add(arrival(parsed)), files::reject, terminal);
    return arrivals;
  }

  private static Arrival arrival(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Ok(var event) -> new Arrival.OfEvent(event);
      case Parsed.Start(
              String id,
              var user,
              var anonymous,
              String journey,
              Fields properties,
              var at) ->
          new Arrival.OfStart(id, user, anonymous, journey, properties, at);
      case Parsed.Wrong wrong -> throw new IllegalStateException("Not refused: " + wrong);
    };
  }

  private static @Nullable Instant first(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::at).min(Instant::compareTo).orElse(null);
  }
}
