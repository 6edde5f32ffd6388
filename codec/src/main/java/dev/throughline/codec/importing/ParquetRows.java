package dev.throughline.codec.importing;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// The rows of a Parquet file, read by DuckDB in pieces: memory does not grow with the file.
///
/// A row has the id that the same row has in a CSV file, where its cells are written alike.
final class ParquetRows implements Rows {
  private static final String MEMORY = "512MB";
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet result;
  private final List<String> header = new ArrayList<>();
  private final RowIds ids = new RowIds();
  private long number;

  private ParquetRows(Connection connection, PreparedStatement statement, ResultSet result)
      throws SQLException {
    this.connection = connection;
    this.statement = statement;
    this.result = result;
    var columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      header.add(columns.getColumnName(i));
    }
  }

  static Rows open(Path file) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("threads", "1");
    // What the file says cannot make DuckDB fetch or load anything.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      opened.add(connection);
      PreparedStatement statement = connection.prepareStatement("select * from read_parquet([?])");
      opened.add(statement);
      statement.setString(1, literal(file));
      return new ParquetRows(connection, statement, statement.executeQuery());
    } catch (SQLException broken) {
      for (AutoCloseable each : opened.reversed()) {
        closeQuietly(each);
      }
      return new Unreadable("It begins like a Parquet file and cannot be read as one");
    }
  }

  /// `read_parquet` takes stars and brackets in a name for a pattern.
  private static String literal(Path file) {
    return file.toString().replaceAll("([*?\\[])", "[$1]");
  }

  private static void closeQuietly(AutoCloseable each) throws IOException {
    try {
      each.close();
    } catch (Exception failed) {
      throw new IOException("DuckDB could not be closed", failed);
    }
  }

  private static String firstLine(SQLException broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public @Nullable Read next() throws IOException {
    try {
      if (!result.next()) {
        return null;
      }
      number++;
      TreeMap<String, Value> values = new TreeMap<>();
      List<String> cells = new ArrayList<>(header.size());
      for (int i = 0; i < header.size(); i++) {
        Value value = value(result.getObject(i + 1));
        values.put(header.get(i), value);
        cells.add(text(value));
      }
      String id = ids.of(StableHash.of(cells.toArray(String[]::new)));
      return new Read.Good(new Row(number, cells, new Fields(values), true, id));
    } catch (SQLException broken) {
      throw new IOException("The Parquet file cannot be read on: " + firstLine(broken), broken);
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case Nothing _ -> "";
      case Value.Text(String text) -> text;
      case Value other -> JsonValues.write(other);
    };
  }

  private static Value value(@Nullable Object cell) throws SQLException {
    return switch (cell) {
      case null -> Nothing.NOTHING;
      case String text -> Value.of(text);
      case Boolean flag -> Value.of(flag);
      case Byte whole -> Value.of(whole.longValue());
      case Short whole -> Value.of(whole.longValue());
      case Integer whole -> Value.of(whole.longValue());
      case Long whole -> Value.of(whole);
      case BigInteger whole -> Value.of(new BigDecimal(whole));
      case BigDecimal exact -> Value.of(exact);
      // The shortest text that means the same binary fraction is what was meant.
      case Float fraction -> number(fraction.toString());
      case Double fraction -> number(fraction.toString());
      case OffsetDateTime moment -> Value.of(moment.toInstant().toString());
      case Timestamp local -> Value.of(LOCAL.format(local.toLocalDateTime()));
      case LocalDateTime local -> Value.of(LOCAL.format(local));
      case java.sql.Array list -> items((Object[]) list.getArray());
      case DuckDBStruct struct -> fields(struct.getMap());
      case Map<?, ?> map -> fields(map);
      // Dates, times, UUIDs, JSON.
      case Object other -> Value.of(other.toString());
    };
  }

  private static Value number(String text) {
    try {
      return Value.of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return Nothing.NOTHING;
    }
  }

  private static Value items(@Nullable Object[] list) throws SQLException {
    List<Value> items = new ArrayList<>(list.length);
    for (Object item : list) {
      items.add(value(item));
    }
    return new Items(items);
  }

  private static Value fields(Map<?, ?> map) throws SQLException {
    TreeMap<String, Value> values = new TreeMap<>();
    for (var entry : map.entrySet()) {
      values.put(String.valueOf(entry.getKey()), value(entry.getValue()));
    }
    return new Fields(values);
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
  public boolean nests() {
    return true;
  }

  @Override
  public void close() throws IOException {
    closeQuietly(result);
    closeQuietly(statement);
    closeQuietly(connection);
  }
}
