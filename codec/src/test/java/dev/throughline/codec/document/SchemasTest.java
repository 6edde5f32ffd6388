package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SchemasTest {

  @Test
  void everyKindHasASchema() {
    for (String kind : Catalogs.kinds()) {
      assertThat(Catalogs.schema(kind).orElseThrow()).contains("\"const\": \"" + kind + "\"");
    }
    assertThat(Catalogs.schema("jorney")).isEmpty();
  }

  @Test
  void everyFieldIsDescribedAndNoOtherIsAllowed() {
    List<String> wrong = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      visit(
          Schemas.json(kind),
          "",
          (path, schema) -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
              wrong.add(kind.word() + path + " allows other fields");
            }
            schema
                .path("properties")
                .forEachEntry((name, property) -> {
                  if (property.path("description").asString("").isEmpty()
                      && !property.path("$ref").asString("").endsWith("/standing")) {
                    wrong.add(kind.word() + path + " does not describe " + name);
                  }
                });
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aDefinitionIsTheSameInEverySchema() {
    Map<String, JsonNode> definitions = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      Schemas.json(kind)
          .path("$defs")
          .forEachEntry((name, schema) -> {
            JsonNode before = definitions.putIfAbsent(name, schema);
            assertThat(before == null ? schema : before).as(name).isEqualTo(schema);
          });
    }
  }

  /// Together with the test that every field matters: schema and readers know the same fields.
  @Test
  void theExamplesUseEveryFieldOfEverySchema() {
    Set<String> used = new TreeSet<>();
    for (Document document :
        Parsing.of(CatalogFiles.in(ContractExamplesTest.folder("everything")).sources())
            .documents()) {
      Kind kind = Kind.of(document.kind()).orElseThrow();
      JsonNode root = Schemas.json(kind);
      use(kind.word(), root, root, document.root(), used);
    }
    Set<String> known = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      visit(
          Schemas.json(kind),
          "",
          (path, schema) ->
              schema
                  .path("properties")
                  .propertyNames()
                  .forEach(name -> known.add(kind.word() + path + "." + name)));
    }
    known.removeAll(used);
    assertThat(known).isEmpty();
  }

  private interface Visitor {
    void visit(String path, JsonNode schema);
  }

  private static void visit(JsonNode schema, String path, Visitor visitor) {
    visitor.visit(path, schema);
    schema.forEachEntry((keyword, value) -> {
      String below = path + "/" + keyword;
      if (keyword.equals("properties") || keyword.equals("$defs")) {
        value.forEachEntry((name, part) -> visit(part, below + "/" + name, visitor));
      } else if (value.isObject()) {
        visit(value, below, visitor);
      }
    });
  }

  /// Notes which properties of which part of the schema the tree touches.
  private static void use(
      String kind, JsonNode root, JsonNode schema, Tree tree, Set<String> used) {
    use(kind, "", root, schema, tree, used);
  }

  private static void use(
      String kind, String path, JsonNode root, JsonNode schema, Tree tree, Set<String> used) {
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      use(kind, reference.substring(1), root, root.at(reference.substring(1)), tree, used);
    }
    if (schema.path("then").has("$ref") && !(tree instanceof Tree.Items)) {
      use(kind, path + "/then", root, schema.path("then"), tree, used);
    }
    switch (tree) {
      case Tree.Fields fields ->
          fields
              .fields()
              .forEach((name, field) -> {
                JsonNode property = schema.path("properties").path(name);
                if (property.isMissingNode()) {
                  JsonNode others = schema.path("additionalProperties");
                  use(kind, path + "/additionalProperties", root, others, field.value(), used);
                } else {
                  used.add(kind + path + "." + name);
                  String below = path + "/properties/" + name;
                  use(kind, below, root, property, field.value(), used);
                }
              });
      case Tree.Items items ->
          items
              .items()
              .forEach(i -> use(kind, path + "/items", root, schema.path("items"), i, used));
      case Tree.Scalar _ -> {}
    }
  }
}
