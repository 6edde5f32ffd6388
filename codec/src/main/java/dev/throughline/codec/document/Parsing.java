package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Files taken apart into documents; what is no document is a problem.
///
/// @param documents in the order of the files
public record Parsing(List<Document> documents, List<Problem> problems) {
  public static final int MAX_DOCUMENTS = 10_000;

  public Parsing {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /// Every document of the sources.
  public static Parsing of(List<Source> sources) {
    List<Document> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Source source : sources) {
      List<Source> parts = source.documents();
      for (Source part : parts.subList(0, Math.min(parts.size(), MAX_DOCUMENTS))) {
        read(part, documents, problems);
      }
      if (parts.size() > MAX_DOCUMENTS) {
        problems.add(
            new Problem(
                source.file(),
                parts.get(MAX_DOCUMENTS).firstLine(),
                "",
                "",
                Severity.ERROR,
                "too-large",
                "The file has more than 10,000 documents.",
                "Split it."));
      }
    }
    return new Parsing(documents, problems);
  }

  private static void read(Source part, List<Document> documents, List<Problem> problems) {
    List<Problem> found = new ArrayList<>();
    Tree tree = YamlText.read(part, found::add);
    if (tree instanceof Tree.Fields root) {
      Document document = named(part.file(), root, found::add);
      documents.add(document);
      found.forEach(problem -> problems.add(of(document, problem)));
      return;
    }
    problems.addAll(found);
    boolean empty = tree instanceof Tree.Scalar scalar && scalar.value().isNothing();
    if (tree != null && !empty && found.isEmpty()) {
      problems.add(
          new Problem(
              part.file(),
              tree.at().line(),
              "",
              "",
              Severity.ERROR,
              "not-a-document",
              "A document is a list of fields, and this is not one.",
              "Begin with 'kind: journey', or another kind."));
    }
  }

  private static Problem of(Document document, Problem problem) {
    return new Problem(
        problem.file(),
        problem.line(),
        document.name(),
        problem.pointer(),
        problem.severity(),
        problem.code(),
        problem.message(),
        problem.remedy());
  }

  private static Document named(String file, Tree.Fields root, Consumer<Problem> problems) {
    String kind = text(root.get("kind"));
    String key = text(root.get("key"));
    if (key.isEmpty() && Kind.of(kind).map(Kind::single).orElse(false)) {
      key = kind;
    }
    Document document = new Document(file, root.at().line(), kind, key, root);
    if (Kind.of(kind).isEmpty()) {
      Tree.Field field = root.fields().get("kind");
      int line = field == null ? document.line() : field.place().line();
      String known = "Known kinds: " + String.join(", ", Kind.words()) + ".";
      problems.accept(
          field == null
              ? new Problem(
                  file,
                  line,
                  document.name(),
                  "/kind",
                  Severity.ERROR,
                  "missing-field",
                  "The document does not say what it is.",
                  "Add 'kind: journey', or another kind. " + known)
              : new Problem(
                  file,
                  line,
                  document.name(),
                  "/kind",
                  Severity.ERROR,
                  "unknown-kind",
                  "Unknown kind '" + kind + "'" + Suggestion.ending(Kind.words(), kind),
                  known));
    }
    return document;
  }

  private static String text(@Nullable Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.value() instanceof Value.Text(String text)
        ? text
        : "";
  }
}
