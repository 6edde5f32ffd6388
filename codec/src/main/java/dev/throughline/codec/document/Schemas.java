package dev.throughline.codec.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schemas of the documents, as shipped in the jar.
final class Schemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<Kind, Schema> COMPILED = new ConcurrentHashMap<>();

  private Schemas() {}

  static String text(Kind kind) {
    String path = "/schema/" + kind.word() + ".json";
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The jar holds no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Kind kind) {
    return JsonMapper.shared().readTree(text(kind));
  }

  static Schema of(Kind kind) {
    return COMPILED.computeIfAbsent(kind, k -> REGISTRY.getSchema(json(k)));
  }
}
