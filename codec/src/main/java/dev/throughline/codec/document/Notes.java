package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Known;
import java.util.ArrayList;
import java.util.List;

/// What is noted while one document is read: its problems, and the documents that it refers to.
final class Notes {
  private final Document document;
  private final Known known;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  Notes(Document document, Known known) {
    this.document = document;
    this.known = known;
  }

  /// A mention of another document, to be looked up when all are read.
  record Reference(Kind kind, String key, Severity severity, int line, String pointer) {}

  Document document() {
    return document;
  }

  /// The keys that conditions may mention.
  Known known() {
    return known;
  }

  Item root() {
    return new Item(this, document.root(), document.line(), "");
  }

  List<Problem> problems() {
    return problems;
  }

  List<Reference> references() {
    return references;
  }

  void problem(
      int line, String pointer, Severity severity, String code, String message, String remedy) {
    problems.add(
        new Problem(
            document.file(), line, document.name(), pointer, severity, code, message, remedy));
  }

  void refer(Reference reference) {
    references.add(reference);
  }
}
