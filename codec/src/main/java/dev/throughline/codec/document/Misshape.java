package dev.throughline.codec.document;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One refusal of the schema, with the part of the schema that refused.
///
/// @param schema the object of the schema that holds the keyword
record Misshape(
    Document document, JsonNode root, JsonNode schema, Error error, String pointer, Spot spot) {

  static Misshape of(Document document, JsonNode root, Error error) {
    String location = error.getSchemaLocation().toString();
    String fragment = location.substring(location.indexOf('#') + 1);
    JsonNode schema = root.at(fragment.substring(0, fragment.lastIndexOf('/')));
    String pointer = error.getInstanceLocation().toString();
    return new Misshape(document, root, schema, error, pointer, Spot.of(document, pointer));
  }

  Problem problem() {
    String property = error.getProperty() == null ? "" : error.getProperty();
    return switch (error.getKeyword()) {
      case "additionalProperties" -> unknownField(property);
      case "required" -> missingField(property);
      case "propertyNames" -> badName(property);
      case "type" ->
          wrong(
              "wrong-type",
              "%s must be %s, not %s."
                  .formatted(subject(), Phrases.wanted(schema), Phrases.found(spot.tree())));
      case "enum", "const" -> notOneOf();
      case "pattern" ->
          wrong("wrong-value", "'%s' is not %s.".formatted(text(), Phrases.wanted(schema)));
      case "oneOf", "anyOf" -> choice();
      case "minimum" ->
          wrong("wrong-value", "%s must be at least %s.".formatted(subject(), bound()));
      case "maximum" ->
          wrong("wrong-value", "%s must be at most %s.".formatted(subject(), bound()));
      case "minItems", "minLength", "minProperties" -> wrong("wrong-value", subject() + tooFew());
      case "uniqueItems" -> wrong("wrong-value", subject() + " lists something twice.");
      default ->
          wrong("wrong-value", "%s is not right: %s.".formatted(subject(), error.getMessage()));
    };
  }

  private Problem unknownField(String name) {
    Set<String> known = Shape.names(schema);
    String message =
        "Unknown field '%s' in %s%s".formatted(name, spot.words(), Suggestion.ending(known, name));
    String remedy =
        Suggestion.among(known, name)
            .map(word -> "Write '" + word + "'.")
            .orElse("Known fields: " + String.join(", ", known) + ".");
    int line = lineOf(name);
    return problem(line, new Position(0, 0, pointer).below(name), "unknown-field", message, remedy);
  }

  private Problem missingField(String name) {
    String what = schema.path("properties").path(name).path("description").asString("");
    String remedy = "Add '%s'. %s".formatted(name, what).strip();
    String message = "%s has no '%s'.".formatted(Phrases.capital(spot.words()), name);
    return problem(spot.line(), pointer, "missing-field", message, remedy);
  }

  private Problem badName(String name) {
    String reference = schema.path("propertyNames").path("$ref").asString("");
    JsonNode names =
        reference.isEmpty() ? schema.path("propertyNames") : root.at(reference.substring(1));
    return problem(
        lineOf(name),
        new Position(0, 0, pointer).below(name),
        "wrong-value",
        "'%s' is not %s.".formatted(name, Phrases.wanted(names)),
        like(names));
  }

  private Problem notOneOf() {
    if (schema.has("const") && schema.has("title")) {
      return wrong("wrong-value", "'%s' is not %s.".formatted(text(), Phrases.wanted(schema)));
    }
    List<String> words = new ArrayList<>();
    if (schema.has("const")) {
      words.add(schema.get("const").asString());
    }
    schema.path("enum").forEach(word -> words.add(word.asString()));
    String found = Phrases.found(spot.tree());
    String message =
        words.size() == 1
            ? "%s must be %s, not %s.".formatted(subject(), words.getFirst(), found)
            : "%s cannot be %s%s".formatted(subject(), found, Suggestion.ending(words, text()));
    return problem(
        spot.line(), pointer, "wrong-value", message, "Write " + Phrases.either(words) + ".");
  }

  private Problem choice() {
    List<String> names = new ArrayList<>();
    for (JsonNode alternative : schema.path(error.getKeyword())) {
      alternative.path("required").forEach(name -> names.add(name.asString()));
    }
    if (names.isEmpty() || !(spot.tree() instanceof Tree.Fields fields)) {
      return wrong("wrong-value", "'%s' is not %s.".formatted(text(), Phrases.wanted(schema)));
    }
    List<String> given = names.stream().distinct().filter(fields.fields()::containsKey).toList();
    String message =
        given.isEmpty()
            ? "%s needs one of %s."
                .formatted(Phrases.capital(spot.words()), Phrases.quoted(names, ", "))
            : "%s has %s, but only one of them can be."
                .formatted(Phrases.capital(spot.words()), Phrases.quoted(given, " and "));
    return problem(
        spot.line(),
        pointer,
        "one-of",
        message,
        given.isEmpty() ? "Add the one that is meant." : "Keep one of them.");
  }

  private Problem wrong(String code, String message) {
    return problem(spot.line(), pointer, code, message, like(schema));
  }

  private static String like(JsonNode schema) {
    List<String> examples = new ArrayList<>();
    schema.path("examples").forEach(example -> examples.add(example.asString()));
    return examples.isEmpty()
        ? "Write " + Phrases.wanted(schema) + "."
        : "Write it like " + Phrases.either(examples) + ".";
  }

  private Problem problem(int line, String at, String code, String message, String remedy) {
    return new Problem(
        document.file(), line, document.name(), at, Severity.ERROR, code, message, remedy);
  }

  private String subject() {
    return spot.name().isEmpty() ? "The document" : "'" + spot.name() + "'";
  }

  private String tooFew() {
    return bound().equals("1")
        ? " must not be empty."
        : " must have at least " + bound() + " entries.";
  }

  private String bound() {
    return schema.path(error.getKeyword()).asString("");
  }

  private String text() {
    return spot.tree() instanceof Tree.Scalar scalar ? scalar.text() : "this";
  }

  private int lineOf(String name) {
    Tree.Field field =
        spot.tree() instanceof Tree.Fields(_, SequencedMap<String, Tree.Field> fields)
            ? fields.get(name)
            : null;
    return field == null ? spot.line() : field.key().line();
  }
}
