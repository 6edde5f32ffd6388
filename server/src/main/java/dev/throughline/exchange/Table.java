package dev.throughline.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows of a file of JSON objects as a table: every field of any row is a column, objects and lists
/// are JSON in a cell.
final class Table {
  /// More columns are no table any more.
  private static final int MAX_COLUMNS = 2_000;

  private static final int MAX_CELL = 1 << 21;
  private static final String MEMORY = "512MB";

  /// Columns that come first, where they are.
  private static final List<String> LEADING =
      List.of(
          "user_id",
          "anonymous_id",
          "anonymous_ids",
          "audience",
          "id",
          "at",
          "timestamp",
          "customer",
          "kind",
          "type",
          "event",
          "messageId",
          "userId",
          "anonymousId");

  /// What a spreadsheet would take for a formula (OWASP, "CSV Injection"); numbers are none.
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private final Path rows;
  private final SequencedMap<String, Column> columns;

  /// What all cells of a column are.
  private enum Column {
    WHOLE("bigint"),
    DECIMAL("decimal(38, 18)"),
    FLAG("boolean"),
    TEXT("varchar");

    private final String type;

    Column(String type) {
      this.type = type;
    }

    Column and(Column other) {
      return this == other ? this : isNumber() && other.isNumber() ? DECIMAL : TEXT;
    }

    private boolean isNumber() {
      return this == WHOLE || this == DECIMAL;
    }
  }

  private Table(Path rows, SequencedMap<String, Column> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /// Reads the file once to know its columns.
  static Table of(Path rows) throws IOException {
    TreeMap<String, Column> found = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(rows)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        fields(line)
            .values()
            .forEach((name, value) -> {
              Column column = column(value);
              if (column != null) {
                found.merge(name, column, Column::and);
              }
            });
        if (found.size() > MAX_COLUMNS) {
          throw new IOException(
              "There are more than %,d columns: export as ndjson".formatted(MAX_COLUMNS));
        }
      }
    }
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    for (String name : LEADING) {
      Column column = found.remove(name);
      if (column != null) {
        columns.put(name, column);
      }
    }
    columns.putAll(found);
    return new Table(rows, columns);
  }

  private static Fields fields(String line) {
    if (JsonValues.parse(line) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      return fields;
    }
    throw new IllegalStateException("An exported line is no JSON object: " + line);
  }

  private static @Nullable Column column(Value value) {
    return switch (value) {
      case Nothing _ -> null;
      case Value.Int _ -> Column.WHOLE;
      case Value.Decimal(var number) ->
          number.scale() <= 18 && number.precision() - number.scale() <= 20
              ? Column.DECIMAL
              : Column.TEXT;
      case Value.Bool _ -> Column.FLAG;
      case Text _, Fields _, Value.Items _, Value.Moment _, Value.Span _ -> Column.TEXT;
    };
  }

  /// @param raw whether cells stay as they are where a spreadsheet would take them for formulas
  void writeCsv(Path to, boolean raw) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(rows);
        CsvWriter csv =
            CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(to, StandardCharsets.UTF_8)) {
      csv.writeRecord(columns.keySet());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Fields fields = fields(line);
        List<@Nullable String> cells = new ArrayList<>(columns.size());
        for (String column : columns.keySet()) {
          cells.add(cell(fields.get(column), raw));
        }
        csv.writeRecord(cells);
      }
    }
  }

  private static @Nullable String cell(Value value, boolean raw) {
    return switch (value) {
      case Nothing _ -> null;
      case Text(String text) ->
          !raw && FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
              ? "'" + text
              : text;
      case Value other -> JsonValues.write(other);
    };
  }

  /// By way of a CSV file beside it, which DuckDB reads in pieces.
  void writeParquet(Path to) throws IOException {
    Path csv = to.resolveSibling(to.getFileName() + ".csv");
    writeCsv(csv, true);
    String types =
        columns.entrySet().stream()
            .map(column -> "%s: '%s'".formatted(quoted(column.getKey()), column.getValue().type))
            .collect(Collectors.joining(", ", "{", "}"));
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("threads", "1");
    String copy =
        """
        copy (
          select * from read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"',
            escape = '"', nullstr = '', allow_quoted_nulls = false, max_line_size = %d,
            columns = %s)
        ) to %s (format parquet)
        """
            .formatted(MAX_CELL, types, quoted(to.toString()));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        PreparedStatement statement = connection.prepareStatement(copy)) {
      statement.setString(1, csv.toString());
      statement.execute();
    } catch (SQLException failed) {
      throw new IOException("The Parquet file was not written: " + failed.getMessage(), failed);
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
