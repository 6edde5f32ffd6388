package dev.throughline.codec.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The YAML and JSON files of a directory and everything below it, by path; hidden ones are left
/// alone.
///
/// @param sources with the path relative to the directory
record CatalogFiles(List<Source> sources, List<Problem> problems) {
  static final int MAX_FILES = 10_000;
  static final long MAX_BYTES = 4L << 20;
  private static final int MAX_FOLDERS = 32;

  static CatalogFiles in(Path directory) {
    List<Source> sources = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      Path root = directory.toRealPath();
      List<Path> files = list(root);
      if (files.size() > MAX_FILES) {
        problems.add(
            problem(
                "",
                "too-large",
                "The directory holds more than 10,000 documents' files.",
                "Choose the directory that holds the catalog alone."));
        return new CatalogFiles(List.of(), problems);
      }
      for (Path file : files) {
        read(file, name(root, file), sources, problems);
      }
      if (files.isEmpty()) {
        problems.add(
            problem(
                "",
                "no-documents",
                "The directory " + directory + " holds no documents.",
                "Put documents there, in files that end in .yaml, .yml or .json."));
      }
    } catch (IOException | UncheckedIOException e) {
      problems.add(
          problem(
              "",
              "unreadable",
              "The directory " + directory + " cannot be read.",
              "Check that it exists and may be read."));
    }
    return new CatalogFiles(sources, problems);
  }

  /// One file, wherever it is.
  static CatalogFiles one(Path file) {
    List<Source> sources = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    read(file, file.toString(), sources, problems);
    return new CatalogFiles(sources, problems);
  }

  private static List<Path> list(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root, MAX_FOLDERS)) {
      return found
          .filter(CatalogFiles::isDocuments)
          .filter(file -> !isHidden(root, file))
          .filter(Files::isRegularFile)
          .limit(MAX_FILES + 1L)
          .sorted(Comparator.comparing(file -> name(root, file)))
          .toList();
    }
  }

  private static boolean isDocuments(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private static boolean isHidden(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String name(Path root, Path file) {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    String name = String.join("/", parts);
    return name.isEmpty() ? String.valueOf(file.getFileName()) : name;
  }

  private static void read(Path file, String name, List<Source> sources, List<Problem> problems) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add(problem(name, "too-large", "The file is larger than 4 MiB.", "Split it."));
        return;
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      sources.add(new Source(name, text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (CharacterCodingException _) {
      problems.add(problem(name, "unreadable", "The file is not UTF-8 text.", "Save it as UTF-8."));
    } catch (IOException _) {
      problems.add(
          problem(
              name,
              "unreadable",
              "The file cannot be read.",
              "Check that it exists and may be read."));
    }
  }

  private static Problem problem(String file, String code, String message, String remedy) {
    return new Problem(file, 0, "", "", Severity.ERROR, code, message, remedy);
  }
}
