package dev.throughline.cli;

import dev.throughline.codec.document.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `schema`: the JSON Schema of a kind of document, as the editor of your choice reads it.
final class Schemas {
  private Schemas() {}

  static int run(Terminal terminal, @Nullable String kind) {
    if (kind == null) {
      Kind.words().forEach(terminal.out()::println);
      return Terminal.DONE;
    }
    try (InputStream schema = Schemas.class.getResourceAsStream("/schema/" + kind + ".json")) {
      if (schema == null) {
        throw new IllegalStateException("The jar has no schema of " + kind);
      }
      terminal.out().print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      return Terminal.DONE;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
