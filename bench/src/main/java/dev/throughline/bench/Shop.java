package dev.throughline.bench;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The catalog of a shop in the size that the budgets name: 20 journeys and 50 segments, live over
/// the same events, with windows, nesting, waits, ladders, caps, quiet hours and holdouts.
final class Shop {
  static final int JOURNEYS = 20;
  static final int SEGMENTS = 50;

  private static final List<String> FILES = List.of("house", "segments", "journeys");

  private Shop() {}

  /// Read from YAML, as a user's would be.
  static Catalog catalog() {
    Catalogs.Reading reading = Catalogs.read(sources());
    Catalog catalog =
        Catalog.of(
            reading
                .documents()
                .orElseThrow(() -> new IllegalStateException(reading.problems().toString())));
    int journeys = catalog.documents().journeys().size();
    int segments = catalog.documents().segments().size();
    if (journeys != JOURNEYS || segments != SEGMENTS) {
      throw new IllegalStateException(
          "The shop has %d journeys and %d segments".formatted(journeys, segments));
    }
    return catalog;
  }

  static List<Source> sources() {
    return FILES.stream().map(Shop::source).toList();
  }

  private static Source source(String file) {
    String name = "shop/" + file + ".yaml";
    try (InputStream in = Shop.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new Source(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
