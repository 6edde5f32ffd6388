package dev.throughline.demo;

import dev.throughline.codec.document.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The catalog of Lumen & Oak, as it travels in the jar.
public final class Shop {
  private static final String PLACE = "/examples/lumen-oak/catalog/";
  private static final List<String> FILES =
      List.of(
          "shop.yaml",
          "segments.yaml",
          "policy.yaml",
          "welcome.yaml",
          "cart-recovery.yaml",
          "browse.yaml",
          "review.yaml",
          "replenishment.yaml",
          "win-back.yaml",
          "newsletter.yaml");

  private Shop() {}

  public static List<Source> catalog() {
    return FILES.stream().map(file -> new Source(file, text(file))).toList();
  }

  private static String text(String file) {
    try (InputStream stream = Shop.class.getResourceAsStream(PLACE + file)) {
      if (stream == null) {
        throw new IllegalStateException("The jar has no " + PLACE + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
