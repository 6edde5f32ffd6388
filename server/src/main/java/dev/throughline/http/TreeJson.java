package dev.throughline.http;

import dev.throughline.codec.document.Tree;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import java.util.stream.Collectors;

/// A document as JSON, its fields in the order written: that of steps has a meaning.
final class TreeJson {
  private TreeJson() {}

  static String of(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> JsonValues.write(scalar.value());
      case Tree.Items(_, var items) ->
          items.stream().map(TreeJson::of).collect(Collectors.joining(",", "[", "]"));
      case Tree.Fields(_, var fields) ->
          fields.entrySet().stream()
              .map(field ->
                  JsonValues.write(Value.of(field.getKey())) + ":" + of(field.getValue().value()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
