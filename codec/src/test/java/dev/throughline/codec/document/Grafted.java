package dev.throughline.codec.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/// Documents with a value of another place in the place of one of theirs.
final class Grafted {
  private Grafted() {}

  /// Every value below, at any depth.
  static void collect(Tree tree, List<Tree> values) {
    values.add(tree);
    switch (tree) {
      case Tree.Fields fields -> fields.fields().values().forEach(f -> collect(f.value(), values));
      case Tree.Items items -> items.items().forEach(item -> collect(item, values));
      case Tree.Scalar _ -> {}
    }
  }

  static Document onto(Document document, Tree value, SplittableRandom random) {
    List<Tree> places = new ArrayList<>();
    collect(document.root(), places);
    Tree place = places.get(random.nextInt(places.size()));
    return graft(document.root(), place, value) instanceof Tree.Fields root
        ? new Document(document.file(), document.line(), document.kind(), document.key(), root)
        : document;
  }

  @SuppressWarnings("ReferenceEquality") // One place is meant, not all that look the same.
  private static Tree graft(Tree tree, Tree place, Tree value) {
    if (tree == place) {
      return value;
    }
    return switch (tree) {
      case Tree.Fields fields -> {
        var grafted = new LinkedHashMap<String, Tree.Field>();
        fields
            .fields()
            .forEach((name, field) ->
                grafted.put(name, new Tree.Field(field.key(), graft(field.value(), place, value))));
        yield new Tree.Fields(fields.at(), grafted);
      }
      case Tree.Items items ->
          new Tree.Items(
              items.at(), items.items().stream().map(i -> graft(i, place, value)).toList());
      case Tree.Scalar scalar -> scalar;
    };
  }
}
