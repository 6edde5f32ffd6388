package dev.throughline.cli;

import dev.throughline.codec.json.CustomerLine;
import dev.throughline.codec.json.FactLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Fact;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files that a simulation leaves in its directory (contract section 6): `facts.ndjson`,
/// `customers.ndjson`, `report.json`, and `rejects.ndjson` where a line was no event.
final class SimulationFiles implements AutoCloseable {
  private final Path directory;
  private final BufferedWriter facts;
  private @Nullable BufferedWriter rejects;
  private long rejected;

  SimulationFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    Files.deleteIfExists(rejectsFile());
    this.facts = Files.newBufferedWriter(directory.resolve("facts.ndjson"), StandardCharsets.UTF_8);
  }

  void fact(Fact fact) {
    line(facts, FactLine.write(fact));
  }

  void reject(EventFile.Refused refused) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("line", Value.of(refused.line()));
    values.put("code", Value.of(refused.wrong().code()));
    values.put("reason", Value.of(refused.wrong().message()));
    values.put("remedy", Value.of(refused.wrong().remedy()));
    values.put("text", Value.of(refused.text()));
    rejected++;
    line(rejects(), JsonValues.write(new Fields(values)));
  }

  long rejected() {
    return rejected;
  }

  Path rejectsFile() {
    return directory.resolve("rejects.ndjson");
  }

  void customers(List<Customer> customers) throws IOException {
    Path file = directory.resolve("customers.ndjson");
    try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      customers.stream()
          .sorted(Comparator.comparing(customer -> customer.id))
          .forEach(customer -> line(lines, CustomerLine.write(customer)));
    }
  }

  void report(Fields report) throws IOException {
    Files.writeString(directory.resolve("report.json"), IndentedJson.of(report));
  }

  @Override
  public void close() throws IOException {
    facts.close();
    if (rejects != null) {
      rejects.close();
    }
  }

  private BufferedWriter rejects() {
    try {
      if (rejects == null) {
        rejects = Files.newBufferedWriter(rejectsFile(), StandardCharsets.UTF_8);
      }
      return rejects;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void line(BufferedWriter lines, String line) {
    try {
      lines.write(line);
      lines.write('\n');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
