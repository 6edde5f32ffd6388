package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A tree as JSON, for the schema check.
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static JsonNode of(Tree tree) {
    return switch (tree) {
      case Tree.Fields(_, SequencedMap<String, Tree.Field> fields) -> {
        ObjectNode object = NODES.objectNode();
        fields.forEach((name, field) -> object.set(name, of(field.value())));
        yield object;
      }
      case Tree.Items(_, List<Tree> items) -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(of(item)));
        yield array;
      }
      case Tree.Scalar(_, Value value, _, _) -> scalar(value);
    };
  }

  private static JsonNode scalar(Value value) {
    return switch (value) {
      case Value.Nothing _ -> NODES.nullNode();
      case Value.Bool(boolean flag) -> NODES.booleanNode(flag);
      case Value.Text(String text) -> NODES.stringNode(text);
      case Value.Int(long number) -> NODES.numberNode(number);
      case Value.Decimal(var number) -> NODES.numberNode(number);
      case Value.Moment _, Value.Span _, Value.Items _, Value.Fields _ ->
          throw new IllegalStateException("No scalar of a document: " + value);
    };
  }
}
