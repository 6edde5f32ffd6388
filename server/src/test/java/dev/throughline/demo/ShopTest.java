package dev.throughline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Catalogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The catalog of the demo.
class ShopTest {
  @Test
  void itCanBePublishedAsItIs() {
    assertThat(Catalogs.read(Shop.catalog()).problems()).isEmpty();
  }

  @Test
  void itIsTheWholeExample() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples/lumen-oak/catalog"))) {
      assertThat(Shop.catalog().stream().map(source -> source.file()))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
