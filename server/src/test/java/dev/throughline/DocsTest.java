package dev.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Kind;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The documentation says what is there, and its links lead somewhere.
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  /// Fields of every document, explained once at the top of the page.
  private static final List<String> COMMON = List.of("kind", "key", "name", "owner", "tags");

  @ParameterizedTest
  @EnumSource
  void everyFieldOfEveryKindIsExplained(Kind kind) throws IOException {
    String section = section(Files.readString(ROOT.resolve("docs/catalog.md")), kind.word());
    TreeSet<String> fields = new TreeSet<>();
    collect(schema(kind), fields);
    COMMON.forEach(fields::remove);

    assertThat(fields).allSatisfy(field -> assertThat(section).contains("`" + field + "`"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    Matcher links = LINK.matcher(Files.readString(page));
    while (links.find()) {
      assertThat(page.resolveSibling(links.group(1))).as("a link in %s", page).exists();
    }
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(docs, top)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static String section(String page, String kind) {
    int start = page.indexOf("\n## " + kind + "\n");
    assertThat(start).as("a section about %s", kind).isNotNegative();
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static Value schema(Kind kind) throws IOException {
    try (InputStream in = DocsTest.class.getResourceAsStream("/schema/" + kind.word() + ".json")) {
      assertThat(in).as("the schema of %s", kind).isNotNull();
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return switch (JsonValues.parse(text)) {
        case JsonValues.Parsed.Ok(Value value) -> value;
        case JsonValues.Parsed.Wrong wrong -> throw new IllegalStateException(wrong.toString());
      };
    }
  }

  private static void collect(Value schema, Set<String> fields) {
    switch (schema) {
      case Fields(var values) -> {
        // `import` has a field of that very name, which is a schema and no list of fields.
        if (values.get("properties") instanceof Fields(var properties)
            && properties.values().stream().allMatch(Fields.class::isInstance)) {
          fields.addAll(properties.keySet());
        }
        values.values().forEach(value -> collect(value, fields));
      }
      case Value.Items(List<Value> items) -> items.forEach(item -> collect(item, fields));
      case Value _ -> {}
    }
  }
}
