package dev.throughline.cli;

import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// `demo`: the purchases of 23,570 real people in 1997 and 1998 through a win-back journey.
final class Demo {
  private static final String EXAMPLE = "cdnow";

  private Demo() {}

  static int run(Terminal terminal, Path out) {
    Path example = out.resolve("example");
    try {
      Example.unpack(EXAMPLE, example);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Path events = out.resolve("events.ndjson");
    terminal.out().println("The rows of CDNOW, a record shop, become events:");
    int imported =
        Importing.run(
            terminal,
            example.resolve("purchases.csv.gz"),
            example.resolve("import.yaml"),
            events,
            out.resolve("rejects.csv"));
    if (imported != Terminal.DONE) {
      return imported;
    }
    Simulate simulate =
        new Simulate(terminal, example.resolve("catalog"), events, null, null, out);
    Optional<Fields> report = simulate.documents().flatMap(simulate::report);
    report.ifPresent(
        fields -> {
          terminal.out().println();
          ReportText.of(fields).forEach(terminal.out()::println);
          terminal.out().println();
          terminal
              .out()
              .printf("All of it is in %s: facts.ndjson, customers.ndjson, report.json.%n", out);
        });
    return report.isPresent() ? Terminal.DONE : Terminal.FAILED;
  }
}
