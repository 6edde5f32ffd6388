package dev.throughline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.importing.Import.Result;
import dev.throughline.customer.Customer;
import dev.throughline.exchange.Source.What;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A directory with data directories at rest, files beside them, and a clock turned by hand.
final class Yard {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  static final Path CDNOW = Path.of("../examples/cdnow");

  final Path directory;
  private final AtomicLong clock = new AtomicLong(NOW.toEpochMilli());

  Yard(Path directory) {
    this.directory = directory;
  }

  void wait(Duration span) {
    clock.addAndGet(span.toMillis());
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  AtRest open(String data) {
    return AtRest.open(directory.resolve(data), clock::get);
  }

  void publish(String data, String catalog) {
    List<Source> sources = List.of(new Source("shop.yaml", catalog));
    assertThat(Catalogs.read(sources).problems())
        .noneMatch(problem -> problem.severity() == Severity.ERROR);
    try (AtRest atRest = open(data)) {
      Submission taken = atRest.runtime().submit(List.of(new Command.Publish(sources)));
      assertThat(taken).isInstanceOf(Submission.Taken.class);
    }
  }

  /// `accepted rejected duplicates`
  String bring(Path file, @Nullable Path map, String data) {
    try (AtRest atRest = open(data)) {
      return counts(bring(file, map, atRest));
    }
  }

  Result bring(Path file, @Nullable Path map, Destination destination) {
    Path rejects = directory.resolve("rejects.csv");
    return FileImport.run(file, map, destination, rejects, clock::get, _ -> {});
  }

  static String counts(Result result) {
    return switch (result) {
      case Result.Done(long accepted, long rejected, long duplicates) ->
          "%d %d %d".formatted(accepted, rejected, duplicates);
      case Result.Refused(var mistakes) -> mistakes.getFirst().sentence();
    };
  }

  List<String> rejects() throws IOException {
    return Files.readAllLines(directory.resolve("rejects.csv"));
  }

  List<String> lines(String data, What what) {
    try (AtRest atRest = open(data)) {
      List<String> lines = new ArrayList<>();
      atRest.stored().lines(what, lines::add);
      return lines;
    }
  }

  Path export(String data, What what, Export.Format format, String name) {
    Path out = directory.resolve(name);
    try (AtRest atRest = open(data)) {
      Export.run(atRest.stored(), what, format, false, out, _ -> {});
      return out;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Customer customer(String data, String id) {
    try (AtRest atRest = open(data)) {
      return atRest.runtime().ask(view -> view.customer(id)).join().orElseThrow();
    }
  }

  /// What a query says of a Parquet file, as text.
  static String asked(String query, Path parquet) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query.formatted("'" + parquet + "'"))) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  static void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement each = connection.createStatement()) {
      each.execute(statement);
    }
  }
}
