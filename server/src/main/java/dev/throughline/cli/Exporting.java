package dev.throughline.cli;

import dev.throughline.exchange.AtRest;
import dev.throughline.exchange.Export;
import dev.throughline.exchange.RunningServer;
import dev.throughline.exchange.Source;
import dev.throughline.exchange.Source.What;
import dev.throughline.runtime.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// `export`: everything of one kind into a file, and one JSON line of counts.
///
/// @param raw whether cells stay as they are where a spreadsheet would take them for formulas
record Exporting(Terminal terminal, What what, Export.Format format, boolean raw, Path out) {
  /// From a data directory at rest.
  int from(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return terminal.failed("there is no data directory " + data);
    }
    try (AtRest atRest = AtRest.open(data, System::currentTimeMillis)) {
      return write(atRest.stored());
    } catch (DataDirectory.OtherKind _) {
      return terminal.failed(
          "%s is of a node of a cluster, whose people are in Kafka: export from a node of it with --server URL --key KEY"
              .formatted(data));
    } catch (DataDirectory.InUse _) {
      return terminal.failed(
          "a server works on %s: stop it, or export from it with --server URL --key KEY"
              .formatted(data));
    }
  }

  /// From a running server.
  int from(URI server, String key) throws IOException {
    try (RunningServer running = new RunningServer(server, key)) {
      return write(running);
    }
  }

  private int write(Source source) throws IOException {
    long rows =
        Export.run(
            source, what, format, raw, out, done -> terminal.progress("%,d rows".formatted(done)));
    terminal.progress("");
    terminal.out().println("{\"rows\":%d}".formatted(rows));
    return Terminal.DONE;
  }
}
