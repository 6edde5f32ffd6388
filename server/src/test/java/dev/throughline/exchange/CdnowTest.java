package dev.throughline.exchange;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.exchange.Source.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Eighteen months of a real shop into a data directory: every purchase counts once, however often,
/// from whatever file and however rudely interrupted it is imported.
@Timeout(1_200)
class CdnowTest {
  private static final int PURCHASES = 69_659;
  private static final String ONCE = PURCHASES + " 0 0";
  private static final Path ROWS = Yard.CDNOW.resolve("purchases.csv.gz");
  private static final Path MAP = Yard.CDNOW.resolve("import.yaml");

  private static final Pattern ROWS_SETTLED = Pattern.compile("\"rows\":(\\d+)");

  private static final String CATALOG =
      """
      kind: segment
      key: buyers
      name: Buyers
      when: "count('Order Completed', 'ever') >= 1"
      ---
      kind: segment
      key: big
      name: Bought for more than 6,000
      when: "sum('Order Completed', 'total', 'ever') > 6000.0"
      ---
      kind: journey
      key: hello
      name: Hello
      purpose: marketing
      entry: { on: { event: Order Completed } }
      steps: { rest: { wait: { for: P1D } } }
      """;

  @TempDir Path directory;
  private Yard yard;

  @BeforeEach
  void aYard() {
    yard = new Yard(directory);
  }

  @Test
  void everyPurchaseCountsOnceHoweverOftenTheFileIsImported() throws Exception {
    yard.publish("data", CATALOG);
    assertThat(yard.bring(ROWS, MAP, "data")).isEqualTo(ONCE);
    assertThat(yard.bring(ROWS, MAP, "data")).isEqualTo("0 0 " + PURCHASES);
    yard.wait(Duration.ofDays(40));
    assertThat(yard.bring(ROWS, MAP, "data")).isEqualTo("0 0 " + PURCHASES);

    assertThat(yard.lines("data", What.EVENTS)).hasSize(PURCHASES);
    List<String> facts = yard.lines("data", What.FACTS);
    assertThat(facts).filteredOn(line -> line.contains("\"segment\":\"buyers\"")).hasSize(23_570);
    assertThat(facts).filteredOn(line -> line.contains("\"segment\":\"big\"")).hasSize(5);
    assertThat(facts).noneMatch(line -> line.contains("journey"));
    assertThat(directory.resolve("rejects.csv.progress")).doesNotExist();
  }

  @Test
  void theSameRowsAsParquetAreTheSamePurchases() throws Exception {
    Path parquet = directory.resolve("purchases.parquet");
    Yard.execute(
        "copy (from read_csv('%s', all_varchar = true)) to '%s' (format parquet)"
            .formatted(ROWS, parquet));
    assertThat(yard.bring(parquet, MAP, "data")).isEqualTo(ONCE);
    assertThat(yard.bring(ROWS, MAP, "data")).isEqualTo("0 0 " + PURCHASES);
  }

  @Test
  void anImportThatIsKilledAgainAndAgainEndsWithTheTotalsOfOneThatWasNot() throws Exception {
    Path bookmark = directory.resolve("rejects.csv.progress");
    List<Long> stops = new ArrayList<>();
    // Killed in its first quarter only, so that none can end between the look and the kill.
    for (long aim = 1; aim < PURCHASES / 4; aim += PURCHASES / 12) {
      long enough = aim;
      Process child = start();
      until(() -> !child.isAlive() || settled(bookmark) >= enough);
      child.destroyForcibly().waitFor();
      assertThat(directory.resolve("out")).isEmptyFile();
      assertThat(directory.resolve("err")).isEmptyFile();
      stops.add(settled(bookmark));
    }
    assertThat(stops).isSorted().hasSize(4).allMatch(rows -> rows > 0 && rows < PURCHASES);
    Process rest = start();
    assertThat(rest.waitFor()).isZero();
    assertThat(directory.resolve("out"))
        .hasContent("{\"accepted\":69659,\"rejected\":0,\"duplicates\":0}\n");
    assertThat(yard.lines("data", What.EVENTS)).hasSize(PURCHASES);
    assertThat(yard.bring(ROWS, MAP, "data")).isEqualTo("0 0 " + PURCHASES);
  }

  /// The command itself, in a process of its own.
  private Process start() throws IOException {
    // A process that is killed leaves the native libraries that it has unpacked.
    Path natives = Files.createDirectories(directory.resolve("natives"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + natives,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.throughline.cli.Main",
            "import",
            ROWS.toString(),
            "--map",
            MAP.toString(),
            "--data",
            directory.resolve("data").toString(),
            "--rejects",
            directory.resolve("rejects.csv").toString())
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  /// How many rows an import has settled, as its bookmark says.
  private static long settled(Path bookmark) {
    String text;
    try {
      text = Files.readString(bookmark);
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Matcher rows = ROWS_SETTLED.matcher(text);
    return rows.find() ? Long.parseLong(rows.group(1)) : 0;
  }
}
