package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `openapi.json`, and answers held to it.
final class Contract {
  private static final String ID = "https://throughline.example/openapi.json";
  private static final String TEXT = read();
  static final JsonNode DOCUMENT = JsonMapper.shared().readTree(TEXT);
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, TEXT)));

  private Contract() {}

  private static String read() {
    try (InputStream in =
        Contract.class.getResourceAsStream("/dev/throughline/http/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("There is no openapi.json");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The answer is one that the operation may give: its status, its type and its shape.
  static JsonNode held(String method, HttpResponse<String> answer) {
    URI uri = answer.request().uri();
    String template = template(uri.getPath());
    String pointer =
        "/paths/%s/%s/responses/%s"
            .formatted(
                escaped(template),
                method.toLowerCase(Locale.ROOT),
                status(template, method, answer.statusCode()));
    JsonNode response = DOCUMENT.at(pointer);
    if (response.has("$ref")) {
      pointer = response.get("$ref").asString().substring(1);
      response = DOCUMENT.at(pointer);
    }
    assertThat(response.isMissingNode()).as("%s %s %s", method, template, pointer).isFalse();
    if (!response.has("content")) {
      assertThat(answer.body()).isEmpty();
      return response;
    }
    String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
    assertThat(response.get("content").propertyNames()).as("the type of " + uri).contains(type);
    String schema = "%s#%s/content/%s/schema".formatted(ID, pointer, escaped(type));
    return held(schema, uri.toString(), answer.body());
  }

  /// A line of a stream, by the name of its schema.
  static JsonNode heldTo(String name, String json) {
    return held(ID + "#/components/schemas/" + name, name, json);
  }

  private static JsonNode held(String location, String what, String json) {
    JsonNode body = JsonMapper.shared().readTree(json);
    Schema schema = SCHEMAS.getSchema(SchemaLocation.of(location));
    assertThat(schema.validate(body).stream().map(Object::toString).toList())
        .as("%s%n%s", what, json)
        .isEmpty();
    return body;
  }

  private static String status(String template, String method, int status) {
    String exact = Integer.toString(status);
    boolean named =
        DOCUMENT
            .at(
                "/paths/%s/%s/responses"
                    .formatted(escaped(template), method.toLowerCase(Locale.ROOT)))
            .has(exact);
    return named ? exact : "default";
  }

  static List<String> templates() {
    return List.copyOf(DOCUMENT.get("paths").propertyNames());
  }

  private static String template(String path) {
    String[] parts = path.split("/", -1);
    return templates().stream()
        .filter(template -> fits(template.split("/", -1), parts))
        // A part that is named is nearer than one that stands for any.
        .min(Comparator.comparingLong(template -> template.chars().filter(c -> c == '{').count()))
        .orElseThrow(() -> new AssertionError("openapi.json has no path for " + path));
  }

  private static boolean fits(String[] template, String[] parts) {
    if (template.length != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }
}
