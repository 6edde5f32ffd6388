package dev.throughline.codec.importing;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One row of a file.
///
/// @param number 1 for the first row of data
/// @param raw the row as it stands in the file, for the rejects
/// @param cells the row's values by column: texts in a CSV file, any value in NDJSON
/// @param id the row's own stable id
record Row(long number, List<String> raw, Fields cells, boolean typed, String id) {
  /// The name that stands for the row's own id, unless the file has such a column.
  static final String ID = "row";

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  /// `address.country` as the names from the outside in.
  static List<String> path(String name) {
    return DOT.splitAsStream(name).toList();
  }

  /// The cell as a text; null where it is empty.
  @Nullable String text(String column) {
    return switch (cell(column)) {
      case Nothing _ -> null;
      case Text(String text) -> text.isEmpty() ? null : text;
      case Value other -> JsonValues.write(other);
    };
  }

  /// The cell as a value. In a CSV file, what is written like a JSON number without an exponent is
  /// that number, exactly; `true` and `false` are those; an empty cell is nothing. `007` and `1e5`
  /// stay texts: they are ids more often than numbers.
  Value value(String column) {
    Value cell = cell(column);
    return typed || !(cell instanceof Text(String text)) ? cell : read(text);
  }

  /// A text of a CSV file, or a constant of a map, as the value that it looks like.
  static Value read(String text) {
    if (text.isEmpty()) {
      return Nothing.NOTHING;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true") ? Bool.TRUE : Bool.FALSE;
    }
    if (text.length() <= JsonValues.MAX_DIGITS && NUMBER.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text);
      boolean whole = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
      return whole ? Value.of(number.longValue()) : Value.of(number);
    }
    return Value.of(text);
  }

  /// By its name; in NDJSON also by a path of names, `address.country`.
  private Value cell(String column) {
    Value direct = cells.get(column);
    if (!direct.isNothing() || cells.values().containsKey(column)) {
      return direct;
    }
    if (column.equals(ID)) {
      return Value.of(id);
    }
    Value inner = cells;
    for (String name : path(column)) {
      inner = inner instanceof Fields fields ? fields.get(name) : Nothing.NOTHING;
    }
    return inner;
  }
}
