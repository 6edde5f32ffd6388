package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Parts of schemas and of documents in words.
final class Phrases {
  private Phrases() {}

  /// What a schema asks for: its title, or else its type.
  static String wanted(JsonNode schema) {
    String title = schema.path("title").asString("");
    if (!title.isEmpty()) {
      return title;
    }
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(t -> type(t.asString(""))).collect(Collectors.joining(" or "))
        : type(type.asString(""));
  }

  private static String type(String type) {
    return switch (type) {
      case "object" -> "a set of fields";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "null" -> "empty";
      default -> "something else";
    };
  }

  /// What stands in the document.
  static String found(@Nullable Tree tree) {
    return switch (tree) {
      case null -> "nothing";
      case Tree.Fields _ -> "a set of fields";
      case Tree.Items _ -> "a list";
      case Tree.Scalar(_, Value value, String text, _) ->
          value.isNothing() ? "empty" : "'" + text + "'";
    };
  }

  /// `a, b or c`.
  static String either(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }

  static String quoted(List<String> words, String separator) {
    return words.stream().distinct().map(w -> "'" + w + "'").collect(Collectors.joining(separator));
  }

  /// `a segment`, `an offer`.
  static String withArticle(String noun) {
    return (noun.matches("[aeiou].*") ? "an " : "a ") + noun;
  }

  /// For the start of a sentence; a path stays as it is.
  static String capital(String words) {
    return words.indexOf(' ') < 0
        ? words
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
