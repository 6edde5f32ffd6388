package dev.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.exchange.AtRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `import` and `export` as they are called.
class ImportCommandTest {
  private static final String PEOPLE =
      """
      {"type":"identify","userId":"ann","traits":{"plan":"pro"},"timestamp":"2026-03-01T09:00:00Z","messageId":"m1"}
      {"type":"identify","userId":"bob","traits":{"plan":"free"},"timestamp":"2026-03-01T09:00:00Z","messageId":"m2"}
      no event
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void profilesGoIntoADataDirectoryAndComeOutOfIt() throws IOException {
    assertThat(bring().out()).isEqualTo("{\"accepted\":2,\"rejected\":1,\"duplicates\":0}\n");
    assertThat(bring().out()).isEqualTo("{\"accepted\":0,\"rejected\":1,\"duplicates\":2}\n");
    assertThat(Files.readAllLines(directory.resolve("rejects.csv"))).hasSize(2);

    Path out = directory.resolve("people.csv");
    Call call =
        Call.of("export", "--data", data(), "--what", "profiles", "--format", "csv", "--out", out);
    assertThat(call).isEqualTo(new Call(0, "{\"rows\":2}\n", ""));
    assertThat(Files.readAllLines(out))
        .hasSize(3)
        .element(1)
        .asString()
        .endsWith(",pro,2026-03-01T09:00:00Z");
  }

  @Test
  void aDataDirectoryThatAServerHasIsLeftAlone() throws IOException {
    try (AtRest server = AtRest.open(data(), System::currentTimeMillis)) {
      assertThat(server.name()).isEqualTo(data().toString());
      Call call = bring();
      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err()).contains("a server works on").contains("--server URL --key KEY");
      call = Call.of("export", "--data", data(), "--what", "facts", "--out", "facts");
      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err()).contains("a server works on");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--server http://localhost:1",
        "--key k",
        "--server localhost --key k",
        "--data d --server http://localhost:1 --key k",
        "--to e --data d",
        "--to e --key k"
      })
  void whereToIsSaidOnceAndWhole(String options) throws IOException {
    Path file = Files.writeString(directory.resolve("people.ndjson"), PEOPLE);
    List<Object> words = new ArrayList<>(List.of("import", file));
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split(" ")));
    }
    Call call = Call.of(words.toArray());
    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("Usage: throughline import");
    assertThat(call.errLines().getFirst()).containsPattern("--data|--server");
  }

  @Test
  void nothingIsExportedFromWhereNothingIs() {
    Path none = directory.resolve("none");
    Call call = Call.of("export", "--data", none, "--what", "events", "--out", "out");
    assertThat(call)
        .isEqualTo(new Call(1, "", "throughline: there is no data directory %s\n".formatted(none)));
    assertThat(none).doesNotExist();
    assertThat(Call.of("export", "--data", none, "--what", "stars", "--out", "out").status())
        .isEqualTo(2);
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Call bring() throws IOException {
    Path file = Files.writeString(directory.resolve("people.ndjson"), PEOPLE);
    Path rejects = directory.resolve("rejects.csv");
    return Call.of("import", file, "--data", data(), "--rejects", rejects);
  }
}
