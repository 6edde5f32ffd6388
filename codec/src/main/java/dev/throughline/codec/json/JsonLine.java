package dev.throughline.codec.json;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object being written on one line, its names in the order of the calls; what is null is
/// left out.
final class JsonLine {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_SIZE = 512;

  private final StringBuilder text;
  private final JsonGenerator json;

  /// Writes to a text; `StringWriter` would lock it at each word.
  private static final class Pen extends Writer {
    private final StringBuilder text;

    Pen(StringBuilder text) {
      this.text = text;
    }

    @Override
    public void write(char[] from, int offset, int length) {
      text.append(from, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private JsonLine(StringBuilder text) {
    this.text = text;
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), new Pen(text));
  }

  private JsonLine(OutputStream bytes) {
    this.text = new StringBuilder(0);
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  }

  /// Starts the object that `end` closes.
  static JsonLine start() {
    return new JsonLine(new StringBuilder(USUAL_SIZE)).begun();
  }

  /// The same in UTF-8, to `bytes`, which have all of it after `end`.
  static JsonLine start(OutputStream bytes) {
    return new JsonLine(bytes).begun();
  }

  private JsonLine begun() {
    json.writeStartObject();
    return this;
  }

  static String of(Value value) {
    JsonLine line = new JsonLine(new StringBuilder(USUAL_SIZE));
    line.write(value);
    return line.close();
  }

  String end() {
    json.writeEndObject();
    return close();
  }

  private String close() {
    json.close();
    return text.toString();
  }

  JsonLine text(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
    return this;
  }

  JsonLine flag(String name, boolean value) {
    json.writeBooleanProperty(name, value);
    return this;
  }

  JsonLine number(String name, long value) {
    json.writeNumberProperty(name, value);
    return this;
  }

  /// An amount: every digit, no exponent.
  JsonLine number(String name, BigDecimal value) {
    json.writeName(name).writeNumber(value.toPlainString());
    return this;
  }

  JsonLine instant(String name, @Nullable Instant value) {
    return text(name, value == null ? null : iso(value));
  }

  JsonLine value(String name, Value value) {
    json.writeName(name);
    write(value);
    return this;
  }

  JsonLine object(String name, Runnable content) {
    json.writeName(name).writeStartObject();
    content.run();
    json.writeEndObject();
    return this;
  }

  /// A list of objects, one for each of `items`.
  <T> JsonLine objects(String name, Iterable<T> items, BiConsumer<JsonLine, T> each) {
    json.writeName(name).writeStartArray();
    for (T item : items) {
      json.writeStartObject();
      each.accept(this, item);
      json.writeEndObject();
    }
    json.writeEndArray();
    return this;
  }

  JsonLine texts(String name, Iterable<String> items) {
    json.writeName(name).writeStartArray();
    for (String item : items) {
      json.writeString(item);
    }
    json.writeEndArray();
    return this;
  }

  /// `2026-01-05T09:00:00Z`, with milliseconds only where there are some.
  static String iso(Instant instant) {
    return Timestamps.write(instant);
  }

  private void write(Value value) {
    switch (value) {
      case Nothing _ -> json.writeNull();
      case Bool(boolean bool) -> json.writeBoolean(bool);
      case Text(String string) -> json.writeString(string);
      case Int(long number) -> json.writeNumber(number);
      case Decimal(BigDecimal number) -> json.writeNumber(digits(number));
      case Moment(Instant instant) -> json.writeString(iso(instant));
      case Span(var duration) -> json.writeString(duration.toString());
      case Items(var items) -> {
        json.writeStartArray();
        items.forEach(this::write);
        json.writeEndArray();
      }
      case Fields(var fields) -> {
        json.writeStartObject();
        fields.forEach(this::value);
        json.writeEndObject();
      }
    }
  }

  /// The plain form where reading it gives the same number again, else the one with an exponent.
  private static String digits(BigDecimal number) {
    boolean plain =
        number.scale() >= 0
            && Math.max(number.precision(), number.scale() + 1) <= JsonValues.MAX_DIGITS;
    return plain ? number.toPlainString() : number.toString();
  }
}
