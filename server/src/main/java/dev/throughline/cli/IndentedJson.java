package dev.throughline.cli;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.util.Iterator;

/// A value as JSON that a person reads: one name or element a line.
final class IndentedJson {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private IndentedJson() {}

  static String of(Value value) {
    IndentedJson json = new IndentedJson();
    json.write(value, 0);
    return json.text.append('\n').toString();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case Fields(var values) when !values.isEmpty() ->
          lines(
              '{',
              '}',
              values.entrySet().iterator(),
              depth,
              entry -> {
                text.append(JsonValues.write(Value.of(entry.getKey()))).append(": ");
                write(entry.getValue(), depth + 1);
              });
      case Items(var values) when !values.isEmpty() ->
          lines('[', ']', values.iterator(), depth, element -> write(element, depth + 1));
      case Value plain -> text.append(JsonValues.write(plain));
    }
  }

  private <T> void lines(
      char open, char close, Iterator<T> each, int depth, java.util.function.Consumer<T> write) {
    text.append(open);
    while (each.hasNext()) {
      text.append('\n').append(INDENT.repeat(depth + 1));
      write.accept(each.next());
      text.append(each.hasNext() ? "," : "");
    }
    text.append('\n').append(INDENT.repeat(depth)).append(close);
  }
}
