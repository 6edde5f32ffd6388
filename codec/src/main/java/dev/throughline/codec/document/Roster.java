package dev.throughline.codec.document;

import dev.throughline.codec.document.Notes.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// All documents by kind and key. Of two with the same name the first is kept.
final class Roster {
  private final Map<Kind, NavigableMap<String, Document>> documents = new EnumMap<>(Kind.class);
  private final List<Document> twins = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  static Roster of(Collection<Document> documents) {
    Roster roster = new Roster();
    documents.forEach(
        document -> Kind.of(document.kind()).ifPresent(kind -> roster.add(kind, document)));
    return roster;
  }

  /// The documents of a kind by key, then those that have the key of another: so that their own
  /// mistakes are told as well.
  List<Document> of(Kind kind) {
    List<Document> found =
        new ArrayList<>(twins.stream().filter(d -> d.kind().equals(kind.word())).toList());
    found.addAll(byKey(kind).values());
    return found;
  }

  Set<String> keys(Kind kind) {
    return byKey(kind).navigableKeySet();
  }

  List<Problem> problems() {
    return problems;
  }

  private NavigableMap<String, Document> byKey(Kind kind) {
    return documents.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  private void add(Kind kind, Document document) {
    NavigableMap<String, Document> same = byKey(kind);
    if (kind.single() && !same.isEmpty()) {
      Document first = same.firstEntry().getValue();
      twin(
          document,
          "There is a second %s; the first is in %s, line %d."
              .formatted(kind.word(), first.file(), first.line()),
          "Join the two.");
      return;
    }
    Document first = same.putIfAbsent(document.key(), document);
    if (first != null && !document.key().isEmpty()) {
      twin(
          document,
          "There are two documents %s; the first is in %s, line %d."
              .formatted(document.name(), first.file(), first.line()),
          "Give one of them another key.");
    } else if (first != null) {
      twins.add(document);
    }
  }

  private void twin(Document document, String message, String remedy) {
    twins.add(document);
    problems.add(
        new Problem(
            document.file(),
            document.line(),
            document.name(),
            "/key",
            Severity.ERROR,
            "duplicate-document",
            message,
            remedy));
  }

  /// Says so where a reference leads nowhere.
  void check(Notes notes, Reference reference) {
    Set<String> known = keys(reference.kind());
    if (known.contains(reference.key())) {
      return;
    }
    String kind = reference.kind().word();
    notes.problem(
        reference.line(),
        reference.pointer(),
        reference.severity(),
        "unknown-reference",
        "There is no %s '%s'%s"
            .formatted(kind, reference.key(), Suggestion.ending(known, reference.key())),
        "Write the key of %s of this catalog, or add the document."
            .formatted(Phrases.withArticle(kind)));
  }
}
