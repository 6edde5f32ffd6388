package dev.throughline.cli;

import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `demo`: the purchases of 23,570 real people in 1997 and 1998 through a win-back journey.
final class Demo {
  private static final String EXAMPLE = "cdnow";

  private Demo() {}

  static int run(Terminal terminal, Path out) {
    Path example = out.resolve("example");
    terminal
        .out()
        .println("Rows of a real CD shop, 1997 and 1998, become events: accepted, not, or again.");
    try {
      Example.unpack(EXAMPLE, example);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (!imported(terminal, example, "people", out)
        || !imported(terminal, example, "orders", out)) {
      return Terminal.FAILED;
    }
    Path events = out.resolve("events.ndjson");
    joined(events, out.resolve("people.ndjson"), out.resolve("orders.ndjson"));
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

  private static boolean imported(Terminal terminal, Path example, String what, Path out) {
    terminal.out().printf("%-8s ", what);
    Path map = example.resolve(what + ".yaml");
    Path events = out.resolve(what + ".ndjson");
    Path rows = example.resolve("purchases.csv.gz");
    return Importing.run(terminal, rows, map, events, null) == Terminal.DONE;
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
