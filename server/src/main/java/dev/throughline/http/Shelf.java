package dev.throughline.http;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Document;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.document.Tree;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The published catalog, as compiled and as written.
///
/// @param documents by `kind/key`
record Shelf(Catalog catalog, List<Source> sources, SortedMap<String, Written> documents) {

  /// One document as it was written.
  ///
  /// @param text of this document alone
  /// @param json the same as JSON, its fields in their order
  record Written(String kind, String key, String text, String json, Fields body) {
    String name() {
      String name = body.text("name");
      return name.isEmpty() ? key : name;
    }

    @Nullable String owner() {
      String owner = body.text("owner");
      return owner.isEmpty() ? null : owner;
    }

    List<String> tags() {
      List<String> tags = new ArrayList<>();
      if (body.get("tags") instanceof Value.Items(List<Value> items)) {
        for (Value item : items) {
          if (item instanceof Value.Text(String tag)) {
            tags.add(tag);
          }
        }
      }
      return tags;
    }

    /// What tells this text from any other.
    String hash() {
      return StableHash.hex("document", text);
    }
  }

  static Shelf of(Catalog catalog, List<Source> sources) {
    SortedMap<String, Written> documents = new TreeMap<>();
    for (Source source : sources) {
      for (Source part : source.documents()) {
        for (Document document : Parsing.of(List.of(part)).documents()) {
          documents.put(document.name(), written(document, part.text()));
        }
      }
    }
    return new Shelf(catalog, sources, documents);
  }

  private static Written written(Document document, String text) {
    Tree root = document.root();
    Fields body = root.toValue() instanceof Fields fields ? fields : Fields.EMPTY;
    return new Written(document.kind(), document.key(), plain(text), TreeJson.of(root), body);
  }

  /// Without the line that parts it from the document before.
  private static String plain(String text) {
    return text.startsWith("---") ? text.substring(text.indexOf('\n') + 1) : text;
  }

  Optional<Written> document(String kind, String key) {
    return Optional.ofNullable(documents.get(kind + "/" + key));
  }

  List<Written> of(String kind) {
    return documents.values().stream().filter(document -> document.kind.equals(kind)).toList();
  }

  String nameOf(String kind, @Nullable String key) {
    return key == null ? "" : document(kind, key).map(Written::name).orElse(key);
  }

  String workspaceKey() {
    return of("workspace").stream().findFirst().map(Written::key).orElse("workspace");
  }

  String currency() {
    return catalog.workspace().currency();
  }
}
