package dev.throughline.cli;

import dev.throughline.codec.importing.Import;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `import`: rows to events, with a rejects file and one JSON line of counts.
final class Importing {
  private Importing() {}

  static int run(
      Terminal terminal, Path file, @Nullable Path map, Path to, @Nullable Path rejects) {
    Path refusals =
        rejects == null ? to.resolveSibling(to.getFileName() + ".rejects.csv") : rejects;
    Import.Result result =
        Import.run(
            file, map, to, refusals, rows -> terminal.progress("%,d rows read".formatted(rows)));
    terminal.progress("");
    return switch (result) {
      case Import.Result.Done done -> {
        terminal.out().println(done.json());
        yield Terminal.DONE;
      }
      case Import.Result.Refused(var mistakes) -> {
        mistakes.stream().skip(1).forEach(mistake -> terminal.err().println(mistake.sentence()));
        yield terminal.failed(mistakes.getFirst().sentence());
      }
    };
  }
}
