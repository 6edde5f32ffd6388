package dev.throughline.codec.importing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file (RFC 4180) with a header. Spaces around a cell do not count.
final class CsvRows implements Rows {
  private static final int LONGEST_FIELD = 1 << 20;

  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private final @Nullable String unreadable;
  private final RowIds ids = new RowIds();
  private long number;
  private boolean ended;

  CsvRows(Reader text) {
    records =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LONGEST_FIELD)
            .ofCsvRecord(text)
            .iterator();
    List<String> names = List.of();
    String problem = null;
    try {
      names = records.hasNext() ? cells(records.next()) : List.of();
      problem = problem(names);
    } catch (CsvParseException _) {
      problem = "The first line is not a header of columns";
    }
    header = names;
    unreadable = problem;
  }

  private static @Nullable String problem(List<String> names) {
    if (names.isEmpty()) {
      return "The file is empty: the first line names the columns";
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()) {
        return "A column has no name in the first line";
      }
      if (!seen.add(name)) {
        return "Two columns are called \"%s\"".formatted(name);
      }
    }
    return null;
  }

  @Override
  public @Nullable String unreadable() {
    return unreadable;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public Set<String> columns() {
    return new TreeSet<>(header);
  }

  @Override
  public @Nullable Read next() {
    try {
      return ended || !records.hasNext() ? null : read(cells(records.next()));
    } catch (CsvParseException _) {
      // The reader cannot find the next row after this.
      ended = true;
      return new Read.Broken(
          number + 1,
          List.of(),
          "From here on the file is not CSV: a quote is never closed, or a cell is larger than %d"
              .formatted(LONGEST_FIELD));
    }
  }

  private Read read(List<String> cells) {
    number++;
    if (cells.size() != header.size()) {
      String reason =
          "The row has %d cells and the header %d".formatted(cells.size(), header.size());
      return new Read.Broken(number, cells, reason);
    }
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (cell.indexOf('\uFFFD') >= 0) {
        return new Read.Broken(number, cells, "The row is not UTF-8");
      }
      values.put(header.get(i), Value.of(cell));
    }
    String id = ids.of(StableHash.of(cells.toArray(String[]::new)));
    return new Read.Good(new Row(number, cells, new Fields(values), false, id));
  }

  private static List<String> cells(CsvRecord record) {
    List<String> cells = new ArrayList<>(record.getFieldCount());
    for (int i = 0; i < record.getFieldCount(); i++) {
      cells.add(record.getField(i).strip());
    }
    return cells;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
