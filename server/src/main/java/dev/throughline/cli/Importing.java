package dev.throughline.cli;

import dev.throughline.codec.importing.Import;
import dev.throughline.codec.importing.Import.Result;
import dev.throughline.exchange.AtRest;
import dev.throughline.exchange.Destination;
import dev.throughline.exchange.FileImport;
import dev.throughline.exchange.RunningServer;
import dev.throughline.runtime.DataDirectory;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `import`: rows to events, with a rejects file and one JSON line of counts.
///
/// @param rejects null: beside where the events go, or in the working directory
record Importing(Terminal terminal, Path file, @Nullable Path map, @Nullable Path rejects) {
  /// Into a file of events.
  int to(Path events) {
    return report(Import.run(file, map, events, rejects(events), this::progress));
  }

  /// Into a data directory at rest.
  int into(Path data) {
    try (AtRest atRest = AtRest.open(data, System::currentTimeMillis)) {
      return report(bring(atRest));
    } catch (DataDirectory.OtherKind _) {
      return terminal.failed(
          "%s is of a node of a cluster, whose people are in Kafka: import into a node of it with --server URL --key KEY"
              .formatted(data));
    } catch (DataDirectory.InUse _) {
      return terminal.failed(
          "a server works on %s: stop it, or import into it with --server URL --key KEY"
              .formatted(data));
    }
  }

  /// Into a running server.
  int into(URI server, String key) {
    try (RunningServer running = new RunningServer(server, key)) {
      return report(bring(running));
    }
  }

  private Result bring(Destination destination) {
    Path name = Path.of(String.valueOf(file.getFileName()));
    return FileImport.run(
        file, map, destination, rejects(name), System::currentTimeMillis, this::progress);
  }

  private Path rejects(Path target) {
    return rejects == null ? target.resolveSibling(target.getFileName() + ".rejects.csv") : rejects;
  }

  private void progress(long rows) {
    terminal.progress("%,d rows".formatted(rows));
  }

  private int report(Result result) {
    terminal.progress("");
    return switch (result) {
      case Result.Done done -> {
        terminal.out().println(done.json());
        yield Terminal.DONE;
      }
      case Result.Refused(var mistakes) -> {
        mistakes.stream().skip(1).forEach(mistake -> terminal.err().println(mistake.sentence()));
        yield terminal.failed(mistakes.getFirst().sentence());
      }
    };
  }
}
