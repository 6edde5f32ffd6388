package dev.throughline.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An example that travels in the jar: a catalog, an import map and real rows.
final class Example {
  private Example() {}

  /// Writes the files of `examples/NAME` under `to`.
  static void unpack(String name, Path to) throws IOException {
    URL place = Example.class.getResource("/examples/" + name);
    if (place == null) {
      throw new IllegalStateException("The jar has no example " + name);
    }
    try {
      URI uri = place.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          copy(jar.getPath("examples", name), to);
        }
      } else {
        copy(Path.of(uri), to);
      }
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.resolveSibling("."));
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
