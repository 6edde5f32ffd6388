package dev.throughline.codec.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.importing.Import.Result;
import dev.throughline.codec.json.EventLine;
import dev.throughline.event.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of eighteen months of a real shop, as its README says to import it.
class CdnowImportTest {
  private static final Path EXAMPLE = Path.of("../examples/cdnow");

  @TempDir Path directory;

  @Test
  void everyPurchaseIsOneEventToTheCent() throws IOException {
    assertThat(run("import.yaml")).isEqualTo(new Result.Done(69_659, 0, 0));
    Set<String> ids = new HashSet<>();
    BigDecimal total = BigDecimal.ZERO;
    for (String line : Files.readAllLines(directory.resolve("events.ndjson"))) {
      if (!(EventLine.parse(line) instanceof EventLine.Parsed.Ok(var event))) {
        throw new AssertionError(line);
      }
      ids.add(event.messageId());
      if (event.properties().get("total") instanceof Value.Decimal(BigDecimal amount)) {
        total = total.add(amount);
      }
    }
    assertThat(ids).hasSize(69_659);
    assertThat(total).isEqualByComparingTo("2500315.63");
  }

  @Test
  void everyPersonBecomesKnownOnce() {
    assertThat(run("people.yaml")).isEqualTo(new Result.Done(23_570, 0, 46_089));
  }

  private Result run(String map) {
    return Import.run(
        EXAMPLE.resolve("purchases.csv.gz"),
        EXAMPLE.resolve(map),
        directory.resolve("events.ndjson"),
        directory.resolve("rejects.csv"),
        _ -> {});
  }
}
