package dev.throughline.cli;

import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `demo --cdnow`: the purchases of 23,570 real people in 1997 and 1998 through a win-back journey.
final class Cdnow {
  private static final String EXAMPLE = "cdnow";

  private Cdnow() {}

  static int run(Terminal terminal, Path out) {
    Path example = out.resolve("example");
    terminal.out().println("The rows of a real CD shop, 1997 and 1998, become events.");
    try {
      Example.unpack(EXAMPLE, example);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Path people = out.resolve("people.ndjson");
    Path orders = out.resolve("orders.ndjson");
    Path events = out.resolve("events.ndjson");
    if (!imported(terminal, example, "people.yaml", people)
        || !imported(terminal, example, "import.yaml", orders)) {
      return Terminal.FAILED;
    }
    joined(events, people, orders);
    Simulate simulate = new Simulate(terminal, example.resolve("catalog"), events, null, null, out);
    Optional<Fields> report = simulate.documents().flatMap(simulate::report);
    report.ifPresent(fields -> {
      terminal.out().println();
      ReportText.of(fields).forEach(terminal.out()::println);
      terminal.out().println();
      terminal
          .out()
          .printf("All of it is in %s: facts.ndjson, customers.ndjson, report.json.%n", out);
    });
    return report.isPresent() ? Terminal.DONE : Terminal.FAILED;
  }

  private static boolean imported(Terminal terminal, Path example, String map, Path to) {
    terminal.out().printf("  %-14s ", to.getFileName());
    Path rows = example.resolve("purchases.csv.gz");
    Importing importing = new Importing(terminal, rows, example.resolve(map), null);
    return importing.to(to) == Terminal.DONE;
  }

  private static void joined(Path whole, Path... parts) {
    try (OutputStream all = Files.newOutputStream(whole)) {
      for (Path part : parts) {
        Files.copy(part, all);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
