package dev.throughline.codec.importing;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Nothing;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a map takes one value from: a column, a constant (`=USD`), or a text with columns in it
/// (`{{ customer_id }}@shop.example`).
sealed interface Filling {
  Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

  /// The value for this row; `NOTHING` where it has none.
  Value value(Row row);

  /// The same as a text; null where the row has none.
  @Nullable String text(Row row);

  /// The columns that it reads.
  List<String> columns();

  /// @param asText never a number: postcodes, account numbers
  record Column(String name, boolean asText) implements Filling {
    @Override
    public Value value(Row row) {
      if (!asText) {
        return row.value(name);
      }
      String text = row.text(name);
      return text == null ? Nothing.NOTHING : Value.of(text);
    }

    @Override
    public @Nullable String text(Row row) {
      return row.text(name);
    }

    @Override
    public List<String> columns() {
      return List.of(name);
    }
  }

  record Constant(String text) implements Filling {
    @Override
    public Value value(Row row) {
      return Row.read(text);
    }

    @Override
    public String text(Row row) {
      return text;
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /// A text with columns in double braces. A row where one of them is empty has no such value.
  record Wording(String template, List<String> columns) implements Filling {
    public Wording {
      columns = List.copyOf(columns);
    }

    @Override
    public Value value(Row row) {
      String text = text(row);
      return text == null ? Nothing.NOTHING : Value.of(text);
    }

    @Override
    public @Nullable String text(Row row) {
      StringBuilder text = new StringBuilder();
      Matcher place = PLACE.matcher(template);
      while (place.find()) {
        String cell = row.text(place.group(1));
        if (cell == null) {
          return null;
        }
        place.appendReplacement(text, Matcher.quoteReplacement(cell));
      }
      return place.appendTail(text).toString();
    }
  }

  /// What stands in a map for a value: a column unless it says otherwise.
  static Filling of(String text) {
    if (text.startsWith("=")) {
      return new Constant(text.substring(1));
    }
    return PLACE.matcher(text).find() ? wording(text) : new Column(text, false);
  }

  /// What stands in a map for a name: itself, with columns only in double braces.
  static Filling literal(String text) {
    return PLACE.matcher(text).find() ? wording(text) : new Constant(text);
  }

  private static Wording wording(String text) {
    List<String> columns = new ArrayList<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      columns.add(place.group(1));
    }
    return new Wording(text, columns);
  }
}
