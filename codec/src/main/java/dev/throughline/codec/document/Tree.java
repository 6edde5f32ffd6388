package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A document as written: values with the places where they stand.
public sealed interface Tree {
  Position at();

  /// An object; its fields in the order written.
  record Fields(Position at, SequencedMap<String, Field> fields) implements Tree {
    /// The value of a field, or null where it is not given.
    public @Nullable Tree get(String name) {
      Field field = fields.get(name);
      return field == null ? null : field.value();
    }
  }

  record Items(Position at, List<Tree> items) implements Tree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// Anything but an object or a list.
  ///
  /// @param text as written, without quotes; `value` is the same as a JSON value
  record Scalar(Position at, Value value, String text, Script script) implements Tree {}

  /// A field of an object.
  ///
  /// @param key where its name stands
  record Field(Position key, Tree value) {
    /// The line to name for a problem with this field.
    public Position place() {
      return value instanceof Scalar scalar ? scalar.at() : key;
    }
  }

  /// The same without places.
  default Value toValue() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Items(_, List<Tree> items) ->
          new Value.Items(items.stream().map(Tree::toValue).toList());
      case Fields(_, SequencedMap<String, Field> fields) -> {
        var values = new TreeMap<String, Value>();
        fields.forEach((name, field) -> values.put(name, field.value().toValue()));
        yield new Value.Fields(values);
      }
    };
  }
}
