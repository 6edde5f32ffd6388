package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFilesTest {
  private static final String SEGMENT = "{ kind: segment, key: %s, when: 'true' }";

  @Test
  void filesAreReadFromEveryFolderByPath(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("b/c"));
    Files.createDirectories(directory.resolve(".git"));
    Files.writeString(directory.resolve("b/c/one.yml"), SEGMENT.formatted("vip"));
    Files.writeString(
        directory.resolve("a.json"),
        "{\"kind\": \"segment\", \"key\": \"vip\", \"when\": \"true\"}");
    Files.writeString(directory.resolve("b/two.YAML"), "\uFEFF" + SEGMENT.formatted("new"));
    Files.writeString(directory.resolve("notes.txt"), "not: read");
    Files.writeString(directory.resolve(".git/config.yaml"), "not: read");

    assertThat(lines(directory))
        .containsExactly(
            "b/c/one.yml:1 There are two documents segment/vip; the first is in a.json, line 1.");
  }

  @Test
  void aDirectoryThatIsNotThereIsAProblem(@TempDir Path directory) {
    Path missing = directory.resolve("missing");
    assertThat(lines(missing)).containsExactly(":0 The directory " + missing + " cannot be read.");
  }

  @Test
  void aDirectoryWithoutDocumentsIsAProblem(@TempDir Path directory) throws IOException {
    assertThat(lines(directory))
        .containsExactly(":0 The directory " + directory + " holds no documents.");
    Files.writeString(directory.resolve("a.yaml"), "# later\n---\n");
    assertThat(lines(directory)).containsExactly(":0 There are no documents.");
  }

  @Test
  void filesThatAreNotTextAreNamedAndHideNothing(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.write(directory.resolve("b.yaml"), new byte[(int) CatalogFiles.MAX_BYTES + 1]);
    Files.writeString(directory.resolve("c.yaml"), "{ kind: segment, key: vip }");
    assertThat(lines(directory))
        .containsExactly(
            "a.yaml:0 The file is not UTF-8 text.",
            "b.yaml:0 The file is larger than 4 MiB.",
            "c.yaml:1 Segment vip has no 'when'.");
  }

  @Test
  void oneDocumentCanBeReadOnItsOwn(@TempDir Path directory) throws IOException {
    Path map = directory.resolve("map.yaml");
    Files.writeString(map, "kind: import\nkey: cdnow\nuser_id: id\ntimestamp: date\n");
    assertThat(Catalogs.readOne(map, Kind.IMPORT).document().orElseThrow().key())
        .isEqualTo("cdnow");
    assertThat(Catalogs.readOne(map, Kind.SEGMENT).problems()).hasSize(1);
    assertThat(Catalogs.readOne(directory.resolve("gone"), Kind.IMPORT).problems()).hasSize(1);
  }

  private static List<String> lines(Path directory) {
    return Catalogs.read(directory).problems().stream()
        .map(p -> "%s:%d %s".formatted(p.file(), p.line(), p.message()))
        .toList();
  }
}
