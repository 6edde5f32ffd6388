package dev.throughline.exchange;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.exchange.Source.What;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Everything of one kind, written to a file that appears when it is complete.
public final class Export {
  private static final int ROWS_BETWEEN_PROGRESS = 10_000;

  /// How the file is written.
  public enum Format {
    CSV,
    NDJSON,
    PARQUET
  }

  private Export() {}

  /// Gives the number of rows.
  ///
  /// @param raw whether cells of a CSV file stay as they are where a spreadsheet would take them
  ///   for formulas
  public static long run(
      Source source, What what, Format format, boolean raw, Path out, LongConsumer progress)
      throws IOException {
    Path absolute = out.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path lines = absolute.resolveSibling(absolute.getFileName() + ".part");
    Path table = absolute.resolveSibling(absolute.getFileName() + ".table.part");
    try {
      long rows = writeLines(source, what, format, lines, progress);
      switch (format) {
        case NDJSON -> Files.move(lines, absolute, StandardCopyOption.REPLACE_EXISTING);
        case CSV -> {
          Table.of(lines).writeCsv(table, raw);
          Files.move(table, absolute, StandardCopyOption.REPLACE_EXISTING);
        }
        case PARQUET -> {
          Table.of(lines).writeParquet(table);
          Files.move(table, absolute, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return rows;
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    } finally {
      Files.deleteIfExists(lines);
      Files.deleteIfExists(table);
    }
  }

  private static long writeLines(
      Source source, What what, Format format, Path to, LongConsumer progress) throws IOException {
    long[] rows = new long[1];
    try (BufferedWriter lines = Files.newBufferedWriter(to)) {
      source.lines(
          what,
          line -> {
            List<String> written = what == What.PROFILES ? profile(line, format) : List.of(line);
            write(lines, written);
            if (++rows[0] % ROWS_BETWEEN_PROGRESS == 0) {
              progress.accept(rows[0]);
            }
          });
    }
    return rows[0];
  }

  private static void write(BufferedWriter to, List<String> lines) {
    try {
      for (String line : lines) {
        to.write(line);
        to.write('\n');
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// As events that make it again elsewhere, or as one row.
  private static List<String> profile(String line, Format format) {
    if (!(JsonValues.parse(line) instanceof JsonValues.Parsed.Ok(Fields profile))) {
      throw new IllegalStateException("A profile is no JSON object: " + line);
    }
    return format == Format.NDJSON
        ? ProfileEvents.of(profile)
        : List.of(JsonValues.write(row(profile)));
  }

  /// Every trait in a column of its own.
  private static Fields row(Fields profile) {
    TreeMap<String, Value> row = new TreeMap<>(profile.values());
    List<String> visitors = ProfileEvents.texts(profile.get("anonymous_ids"));
    if (!visitors.isEmpty()) {
      row.put("anonymous_id", Value.of(visitors.getFirst()));
    }
    Instant updated = Instant.MIN;
    if (row.remove("traits") instanceof Fields(var traits)) {
      for (var trait : traits.entrySet()) {
        if (trait.getValue() instanceof Fields said) {
          row.put("traits." + trait.getKey(), said.get("value"));
          Instant at = Instant.parse(said.text("at"));
          updated = at.isAfter(updated) ? at : updated;
        }
      }
    }
    if (updated.isAfter(Instant.MIN)) {
      row.put("updated_at", Value.of(updated.toString()));
    }
    return new Fields(row);
  }
}
