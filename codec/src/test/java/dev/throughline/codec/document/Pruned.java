package dev.throughline.codec.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Documents with a field left out.
final class Pruned {
  private Pruned() {}

  /// The pointers of all fields, at any depth.
  static List<String> pointers(Tree tree) {
    List<String> pointers = new ArrayList<>();
    collect(tree, "", pointers);
    return pointers;
  }

  private static void collect(Tree tree, String pointer, List<String> pointers) {
    Position at = new Position(0, 0, pointer);
    switch (tree) {
      case Tree.Fields fields ->
          fields
              .fields()
              .forEach((name, field) -> {
                pointers.add(at.below(name));
                collect(field.value(), at.below(name), pointers);
              });
      case Tree.Items items -> {
        for (int i = 0; i < items.items().size(); i++) {
          collect(items.items().get(i), at.below(i), pointers);
        }
      }
      case Tree.Scalar _ -> {}
    }
  }

  static Document without(Document document, String pointer) {
    Tree.Fields root = (Tree.Fields) prune(document.root(), "", pointer);
    return new Document(document.file(), document.line(), document.kind(), document.key(), root);
  }

  private static Tree prune(Tree tree, String pointer, String gone) {
    Position at = new Position(0, 0, pointer);
    return switch (tree) {
      case Tree.Fields fields -> {
        var left = new LinkedHashMap<String, Tree.Field>();
        fields
            .fields()
            .forEach((name, field) -> {
              if (!at.below(name).equals(gone)) {
                Tree value = prune(field.value(), at.below(name), gone);
                left.put(name, new Tree.Field(field.key(), value));
              }
            });
        yield new Tree.Fields(fields.at(), left);
      }
      case Tree.Items items -> {
        List<Tree> left = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
          left.add(prune(items.items().get(i), at.below(i), gone));
        }
        yield new Tree.Items(items.at(), left);
      }
      case Tree.Scalar scalar -> scalar;
    };
  }
}
