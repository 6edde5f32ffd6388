package dev.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String WELCOME =
      """
      kind: journey
      key: welcome
      entry: { on: { event: Signed Up } }
      steps:
        greet: { send: { template: hello, channel: email } }
      ---
      kind: template
      key: hello
      channel: email
      subject: "Hello {{ profile.name | default: 'friend' }}"
      html: "<p>Hello</p>"
      text: "Hello"
      ---
      kind: workspace
      consent: { marketing: { email: opt_out } }
      """;

  private static final String EVENTS =
      """
      {"type":"identify","userId":"ann","traits":{"email":"ann@shop.example"},"timestamp":"2026-03-01T09:00:00Z","messageId":"m1"}
      {"type":"track","userId":"ann","event":"Signed Up","timestamp":"2026-03-01T10:00:00Z","messageId":"m2"}
      {"type":"track","userId":"bob","event":"Signed Up","timestamp":"2026-03-01T11:00:00Z","messageId":"m3"}
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void noCommandIsAWrongCall() {
    Call call = Call.of();

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("Usage: throughline").contains("simulate");
  }

  @Test
  void aCommandThatDoesNotExistIsAWrongCall() {
    Call call = Call.of("simulat");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("simulate").contains("Usage: throughline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bogus --help", "--help bogus", "bogus -h", "bogus --version"})
  void aCommandThatDoesNotExistHasNoHelp(String words) {
    Call call = Call.of((Object[]) words.split(" "));

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("'bogus'").contains("Usage: throughline");
  }

  @Test
  void aMissingOptionIsAWrongCallOfThatCommand() {
    Call call = Call.of("simulate", "--catalog", directory);

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.errLines().getFirst()).contains("--events");
    assertThat(call.err()).contains("Usage: throughline simulate");
  }

  @Test
  void aMomentThatIsNoneIsAWrongCall() {
    Call call =
        Call.of("simulate", "--catalog", ".", "--events", "x", "--out", ".", "--from", "yesterday");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("--from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "simulate", "validate", "import", "schema", "test", "bench"})
  void everyCommandHasHelp(String command) {
    Call call = Call.of(command, "--help");

    assertThat(call.status()).isEqualTo(0);
    assertThat(call.out()).startsWith("Usage: throughline " + command);
    assertThat(call.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "bench"})
  void whatNeedsTheSourceTreeSaysSo(String command) {
    Call call = Call.of(command);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.errLines()).singleElement().asString().contains("./throughline " + command);
  }

  @Test
  void aProblemIsShownWithFileLineSeverityAndRemedy() throws IOException {
    Path file = write("catalog/welcome.yaml", WELCOME.replace("entry:", "entri:"));

    Call call = Call.of("validate", directory.resolve("catalog"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.outLines())
        .anySatisfy(line -> assertThat(line).startsWith(file + ":3: error: ").contains("entry"));
    assertThat(call.errLines()).hasSize(1);
  }

  @Test
  void aDraftRunsButIsNotReadyToPublish() throws IOException {
    write("catalog/welcome.yaml", WELCOME);

    Call call = Call.of("validate", directory.resolve("catalog"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).contains(": launch: ").doesNotContain(": error: ");
  }

  @Test
  void problemsAsJsonAreOneObject() throws IOException {
    write("catalog/welcome.yaml", WELCOME);

    Call call = Call.of("validate", directory.resolve("catalog"), "--json");

    assertThat(call.outLines()).singleElement().asString().startsWith("{\"error\":0,\"launch\":");
    assertThat(call.out()).contains("\"file\":\"welcome.yaml\"").contains("\"remedy\":");
  }

  @Test
  void theSchemaOfAKindIsPrinted() {
    assertThat(Call.of("schema", "journey").out()).startsWith("{").contains("\"time_limit\"");
    assertThat(Call.of("schema").outLines()).contains("journey", "segment", "import");
    Call wrong = Call.of("schema", "journy");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("journey").contains("Usage: throughline schema");
  }

  @Test
  void aClockThatStopsBeforeItStartsIsAWrongCall() {
    Call call =
        Call.of(
            "simulate",
            "--catalog",
            ".",
            "--events",
            "x",
            "--out",
            ".",
            "--from",
            "2026-02-01",
            "--until",
            "2026-01-01");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.errLines().getFirst()).contains("--from").contains("--until");
  }

  @Test
  void anImportEndsInOneLineOfCounts() throws IOException {
    Path rows = write("rows.csv", "who,day\nann,20260301\nbob,20260231\n");
    Path map =
        write(
            "map.yaml",
            """
            kind: import
            key: rows
            event: Signed Up
            user_id: who
            timestamp: { column: day, format: yyyyMMdd, zone: UTC }
            message_id: [ row ]
            """);
    Path events = directory.resolve("events.ndjson");

    Call call = Call.of("import", rows, "--map", map, "--to", events);

    assertThat(call.status()).isEqualTo(0);
    assertThat(call.outLines()).containsExactly("{\"accepted\":1,\"rejected\":1,\"duplicates\":0}");
    assertThat(Files.readString(events)).contains("\"userId\":\"ann\"");
    assertThat(Files.readString(directory.resolve("events.ndjson.rejects.csv"))).contains("bob");
  }

  @Test
  void aSimulationLeavesFactsCustomersAndAReport() throws IOException {
    Path out = directory.resolve("out");

    Call call = simulate(WELCOME, write("events.ndjson", EVENTS), out);

    assertThat(call).isEqualTo(new Call(0, "", ""));
    assertThat(Files.readAllLines(out.resolve("facts.ndjson")))
        .filteredOn(line -> line.contains("\"kind\":\"message.decided\""))
        .satisfiesExactly(
            ann -> assertThat(ann).contains("\"customer\":\"ann\"", "\"outcome\":\"sent\""),
            bob -> assertThat(bob).contains("\"customer\":\"bob\"", "\"reason\":\"no_address\""));
    assertThat(Files.readAllLines(out.resolve("customers.ndjson")))
        .satisfiesExactly(
            ann -> assertThat(ann).contains("\"ann\""), bob -> assertThat(bob).contains("\"bob\""));
    assertThat(Files.readString(out.resolve("report.json")))
        .startsWith("{\n")
        .endsWith("}\n")
        .contains("\"no_address\": 1");
    assertThat(out.resolve("rejects.ndjson")).doesNotExist();
  }

  @Test
  void theSameInputGivesTheSameBytes_V3() throws IOException {
    Path events = write("events.ndjson", EVENTS);
    Path packed = directory.resolve("events.ndjson.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(EVENTS.getBytes(StandardCharsets.UTF_8));
    }
    Path first = directory.resolve("first");
    Path again = directory.resolve("again");
    simulate(WELCOME, events, first);
    simulate(WELCOME, packed, again);

    for (String name : List.of("facts.ndjson", "customers.ndjson", "report.json")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
  }

  @Test
  void aLineThatIsNoEventIsSetAsideWithItsReason() throws IOException {
    Path out = directory.resolve("out");
    Path events = write("events.ndjson", EVENTS + "{\"type\":\"track\"\n\n" + EVENTS);

    Call call = simulate(WELCOME, events, out);

    assertThat(call.status()).isEqualTo(0);
    assertThat(call.errLines()).singleElement().asString().contains("1 line", "rejects.ndjson");
    assertThat(Files.readAllLines(out.resolve("rejects.ndjson")))
        .singleElement()
        .asString()
        .contains("\"line\":4", "\"reason\":", "\"remedy\":");
    assertThat(Files.readString(out.resolve("report.json")))
        .contains("\"rejected\": 1")
        .contains("\"duplicates\": 3");
  }

  @Test
  void anOldRejectsFileDoesNotOutliveACleanRun() throws IOException {
    Path out = directory.resolve("out");
    simulate(WELCOME, write("bad.ndjson", "no\n"), out);
    simulate(WELCOME, write("events.ndjson", EVENTS), out);

    assertThat(out.resolve("rejects.ndjson")).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsSaidInOneLine() throws IOException {
    Call call = simulate(WELCOME, Path.of("nowhere.ndjson"), directory.resolve("out"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.errLines())
        .singleElement()
        .isEqualTo("throughline: there is no nowhere.ndjson");
  }

  @Test
  void aCatalogWithErrorsIsNotSimulated() throws IOException {
    Path events = write("events.ndjson", EVENTS);

    Call call = simulate(WELCOME.replace("hello, channel", "helo, channel"), events, directory);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains(": error: ").contains("hello");
    assertThat(directory.resolve("facts.ndjson")).doesNotExist();
  }

  private Call simulate(String catalog, Path events, Path out) throws IOException {
    write("catalog/all.yaml", catalog);
    return Call.of(
        "simulate", "--catalog", directory.resolve("catalog"), "--events", events, "--out", out);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }
}
