package dev.throughline.codec.importing;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a file with one JSON object a line. Empty lines do not count.
final class JsonRows implements Rows {
  private static final List<String> HEADER = List.of("line");

  private final BufferedReader lines;
  private final RowIds ids = new RowIds();
  private long number;

  JsonRows(Reader text) {
    lines = new BufferedReader(text, 1 << 16);
  }

  @Override
  public @Nullable Read next() throws IOException {
    String line = lines.readLine();
    while (line != null && line.isBlank()) {
      line = lines.readLine();
    }
    if (line == null) {
      return null;
    }
    number++;
    List<String> raw = List.of(line);
    if (line.indexOf('\uFFFD') >= 0) {
      return new Read.Broken(number, raw, "The line is not UTF-8");
    }
    return switch (JsonValues.parse(line)) {
      case JsonValues.Parsed.Wrong(_, String message, _) -> new Read.Broken(number, raw, message);
      case JsonValues.Parsed.Ok(Fields fields) -> {
        String id = ids.of(StableHash.of(JsonValues.write(fields)));
        yield new Read.Good(new Row(number, raw, fields, true, id));
      }
      case JsonValues.Parsed.Ok(Value _) ->
          new Read.Broken(number, raw, "The line is not a JSON object");
    };
  }

  @Override
  public List<String> header() {
    return HEADER;
  }

  @Override
  public Set<String> columns() {
    return Set.of();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
