package dev.throughline.channel.email;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the configuration names and does not hold itself: environment variables and files.
///
/// @param environment the value of an environment variable; null where it is not set
record Sources(Function<String, @Nullable String> environment) {
  private static final int MAX_FILE_BYTES = 64 * 1024;

  /// Where a secret may be.
  static final Set<String> PLACES = Set.of("env", "file");

  /// Empty, and a mistake noted, where there is none.
  Secret secret(Section section) {
    Optional<String> variable = section.text("env");
    if (variable.isPresent() == section.has("file")) {
      section.wrong(
          "env", "A secret has one source", "Name an environment variable (env) or a file");
      return new Secret("");
    }
    if (variable.isEmpty()) {
      Optional<String> read = file(section, "file").map(String::strip);
      if (read.isPresent() && read.get().isEmpty()) {
        section.wrong("file", "The file is empty", "Write the secret into it");
      }
      return new Secret(read.orElse(""));
    }
    String value = environment.apply(variable.get());
    if (value == null || value.isBlank()) {
      section.wrong(
          "env",
          "The environment variable %s is not set".formatted(variable.get()),
          "Set it where the server is started");
      return new Secret("");
    }
    return new Secret(value.strip());
  }

  static Optional<String> file(Section section, String field) {
    Optional<String> name = section.text(field);
    if (name.isEmpty()) {
      return name;
    }
    try {
      Path path = Path.of(name.get());
      if (Files.size(path) <= MAX_FILE_BYTES) {
        return Optional.of(Files.readString(path));
      }
      section.wrong(field, "The file is too large to be this", "Name another file");
    } catch (IOException | InvalidPathException e) {
      section.wrong(
          field,
          "The file '%s' cannot be read".formatted(name.get()),
          "Check that it exists and that the server's user may read it");
    }
    return Optional.empty();
  }
}
