package dev.throughline.codec.document;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The shape of a document checked against the schema of its kind, told in sentences.
final class Shape {
  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");

  private Shape() {}

  /// Everything that the schema refuses.
  static List<Problem> check(Document document, Kind kind) {
    JsonNode schema = Schemas.json(kind);
    List<Error> errors =
        Schemas.of(kind).validate(Json.of(document.root())).stream()
            .filter(error -> !isInsideChoice(error))
            .toList();
    Set<String> settled = new TreeSet<>();
    for (Error error : errors) {
      if (!CHOICES.contains(error.getKeyword())) {
        settled.add(error.getInstanceLocation().toString());
      }
    }
    List<Problem> problems = new ArrayList<>();
    for (Error error : errors) {
      String pointer = error.getInstanceLocation().toString();
      if (!CHOICES.contains(error.getKeyword()) || !settled.contains(pointer)) {
        problems.add(Misshape.of(document, schema, error).problem());
      }
    }
    return problems;
  }

  /// The choice itself is told; why each of its alternatives failed is not.
  private static boolean isInsideChoice(Error error) {
    String path = error.getEvaluationPath().toString();
    return path.contains("/oneOf/") || path.contains("/anyOf/");
  }

  /// The names that an object may have, sorted.
  static Set<String> names(JsonNode objectSchema) {
    return objectSchema.path("properties").propertyNames().stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
