package dev.throughline.cli;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `apply`, `diff` and `pull`: a directory of documents against a running server.
record CatalogSync(Terminal terminal, Path directory, Remote remote) {
  /// Makes the server's catalog what the directory says: all of it, or nothing.
  int apply() throws IOException, InterruptedException {
    List<Problem> problems =
        Catalogs.read(directory).problems().stream()
            .filter(problem -> problem.severity() != Severity.WARNING)
            .toList();
    if (!problems.isEmpty()) {
      return refused("the catalog is not ready to publish", problems);
    }
    List<Source> sources = Catalogs.sources(directory);
    Remote.Bundle there = remote.get();
    Changes changes = Changes.between(there.sources(), sources);
    return switch (remote.put(sources, there.tag())) {
      case Remote.Sent.Published() -> {
        changes.lines().forEach(terminal.out()::println);
        terminal.out().println("Published: " + changes.summary());
        yield Terminal.DONE;
      }
      case Remote.Sent.Refused(String why, List<Problem> found) -> refused(why, found);
    };
  }

  private int refused(String why, List<Problem> problems) {
    problems.forEach(problem -> terminal.err().println(Validate.sentence(directory, problem)));
    return terminal.failed(why);
  }

  /// Prints what `apply` would change.
  int diff() throws IOException, InterruptedException {
    if (!Files.isDirectory(directory)) {
      return terminal.failed("there is no directory " + directory);
    }
    Changes changes = Changes.between(remote.get().sources(), Catalogs.sources(directory));
    changes.lines().forEach(terminal.out()::println);
    terminal.out().println(changes.isEmpty() ? "No difference" : changes.summary());
    return Terminal.DONE;
  }

  /// Writes the server's documents into the directory, each into the file that it came from.
  int pull() throws IOException, InterruptedException {
    List<Source> sources = remote.get().sources();
    Path root = directory.toAbsolutePath().normalize();
    for (Source source : sources) {
      Path file = root.resolve(source.file()).normalize();
      if (!file.startsWith(root)) {
        return terminal.failed("the server names a file outside: " + source.file());
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.text());
    }
    terminal.out().println("Wrote %d files to %s".formatted(sources.size(), directory));
    Changes left = Changes.between(sources, Catalogs.sources(directory));
    if (!left.isEmpty()) {
      terminal.err().println("Not on the server, and left where they are:");
      left.lines().forEach(terminal.err()::println);
    }
    return Terminal.DONE;
  }
}
