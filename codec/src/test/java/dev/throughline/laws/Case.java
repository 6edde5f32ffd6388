package dev.throughline.laws;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.EventLine;
import dev.throughline.simulation.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of the simulator as texts, so that it can be shrunk, kept in a file and read: the
/// documents, the lines of an events file, and the time simulated.
record Case(
    List<String> documents, List<String> lines, @Nullable Instant from, @Nullable Instant until) {
  private static final String SEPARATOR = "---\n";
  private static final String EVENTS = "=== events\n";
  private static final int CATALOGS_KEPT = 32;

  /// Compiling a catalog costs more than running a case: cases that share one share the work.
  private static final Map<List<String>, Catalogs.Reading> READ =
      new LinkedHashMap<>(CATALOGS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Catalogs.Reading> eldest) {
          return size() > CATALOGS_KEPT;
        }
      };

  Case {
    documents = List.copyOf(documents);
    lines = List.copyOf(lines);
  }

  Case withLines(List<String> others) {
    return new Case(documents, others, from, until);
  }

  Case withDocuments(List<String> others) {
    return new Case(others, lines, from, until);
  }

  private Catalogs.Reading reading() {
    return READ.computeIfAbsent(
        documents,
        texts -> Catalogs.read(List.of(new Source("case", String.join(SEPARATOR, texts)))));
  }

  /// Whether the documents fit together; the shrinker takes some away.
  boolean isSound() {
    return reading().documents().isPresent();
  }

  Catalog catalog() {
    Catalogs.Reading reading = reading();
    return Catalog.of(
        reading
            .documents()
            .orElseThrow(() -> new IllegalStateException(mistakes(reading) + "\n" + this)));
  }

  private static List<Problem> mistakes(Catalogs.Reading reading) {
    return reading.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .toList();
  }

  List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    for (String line : lines) {
      switch (EventLine.parse(line)) {
        case EventLine.Parsed.Ok(var event) -> arrivals.add(new Arrival.OfEvent(event));
        case EventLine.Parsed.Start start -> arrivals.add(started(start));
        case EventLine.Parsed.Wrong(_, String message, _) ->
            throw new IllegalStateException(message + " in " + line);
      }
    }
    return arrivals;
  }

  private static Arrival started(EventLine.Parsed.Start start) {
    return new Arrival.OfStart(
        start.messageId(),
        start.userId(),
        start.anonymousId(),
        start.journey(),
        start.properties(),
        start.at());
  }

  /// The case as its file holds it; `read` reads it back.
  @Override
  public String toString() {
    return (from == null ? "" : "from: " + from + "\n")
        + (until == null ? "" : "until: " + until + "\n")
        + SEPARATOR
        + String.join(SEPARATOR, documents)
        + EVENTS
        + String.join("\n", lines)
        + "\n";
  }

  static Case read(String text) {
    int documents = text.indexOf(SEPARATOR);
    int events = text.indexOf(EVENTS);
    Instant from = null;
    Instant until = null;
    for (String line : text.substring(0, documents).lines().toList()) {
      if (line.startsWith("from: ")) {
        from = Instant.parse(line.substring(6));
      } else if (line.startsWith("until: ")) {
        until = Instant.parse(line.substring(7));
      }
    }
    return new Case(
        List.of(text.substring(documents + SEPARATOR.length(), events).split("(?m)^---\n", -1)),
        text.substring(events + EVENTS.length()).lines().filter(line -> !line.isBlank()).toList(),
        from,
        until);
  }
}
