package dev.throughline.codec.document;

import dev.throughline.catalog.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Directories of catalog documents, read and checked whole.
public final class Catalogs {
  private Catalogs() {}

  /// What a catalog comes to.
  ///
  /// @param documents empty when any problem is an error
  /// @param problems all of them, by file and line
  public record Reading(Optional<Documents> documents, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /// One document on its own, with its shape checked.
  public record Single(Optional<Document> document, List<Problem> problems) {
    public Single {
      problems = List.copyOf(problems);
    }
  }

  /// Every document below the directory.
  public static Reading read(Path directory) {
    CatalogFiles files = CatalogFiles.in(directory);
    return read(files.sources(), files.problems());
  }

  /// The files of a directory that can be read; `read` says which cannot.
  public static List<Source> sources(Path directory) {
    return CatalogFiles.in(directory).sources();
  }

  /// Every document of the sources.
  public static Reading read(List<Source> sources) {
    return read(sources, List.of());
  }

  private static Reading read(List<Source> sources, List<Problem> before) {
    Parsing parsing = Parsing.of(sources);
    List<Problem> problems = new ArrayList<>(before);
    problems.addAll(parsing.problems());
    if (problems.isEmpty() && parsing.documents().isEmpty()) {
      problems.add(
          new Problem(
              "",
              0,
              "",
              "",
              Severity.ERROR,
              "no-documents",
              "There are no documents.",
              "Put documents into the files, beginning with 'kind: journey' or another kind."));
    }
    Assembly assembly = new Assembly(parsing.documents());
    Documents documents = assembly.read();
    problems.addAll(assembly.problems());
    problems.sort(Problem.BY_PLACE);
    boolean failed = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new Reading(failed ? Optional.empty() : Optional.of(documents), problems);
  }

  /// The one document of this kind in a file, for documents that live outside a catalog. It is
  /// empty when there is an error.
  public static Single readOne(Path file, Kind kind) {
    CatalogFiles files = CatalogFiles.one(file);
    Parsing parsing = Parsing.of(files.sources());
    List<Problem> problems = new ArrayList<>(files.problems());
    problems.addAll(parsing.problems());
    List<Document> found =
        parsing.documents().stream().filter(d -> d.kind().equals(kind.word())).toList();
    if (problems.isEmpty() && found.size() != 1) {
      problems.add(
          new Problem(
              file.toString(),
              0,
              "",
              "",
              Severity.ERROR,
              "no-documents",
              "The file holds %d documents of the kind %s, not one."
                  .formatted(found.size(), kind.word()),
              "Begin the one that is meant with 'kind: %s'.".formatted(kind.word())));
    }
    found.forEach(document -> problems.addAll(Shape.check(document, kind)));
    problems.sort(Problem.BY_PLACE);
    return new Single(
        problems.isEmpty() ? Optional.of(found.getFirst()) : Optional.empty(), problems);
  }

  /// The JSON Schema of a kind, as text; empty where there is no such kind.
  public static Optional<String> schema(String kind) {
    return Kind.of(kind).map(Schemas::text);
  }

  /// The kinds of documents.
  public static List<String> kinds() {
    return Kind.words();
  }
}
