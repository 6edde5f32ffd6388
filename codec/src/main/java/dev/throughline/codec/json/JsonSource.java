package dev.throughline.codec.json;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// One JSON text being read into values, within the limits of `JsonValues`.
final class JsonSource {
  /// An `int` token of up to this many characters always fits a `long`.
  private static final int SURELY_LONG = 18;

  // Our own limits speak first; Jackson's only have to be wider.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonValues.MAX_DEPTH + 8)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonFactory SKIPPING =
      JsonFactory.builder()
          .streamReadConstraints(
              FACTORY.streamReadConstraints().rebuild().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private final JsonParser parser;
  private final boolean escapes;
  private final int maxKeys;
  private int keys;

  private JsonSource(JsonParser parser, boolean escapes, int maxKeys) {
    this.parser = parser;
    this.escapes = escapes;
    this.maxKeys = maxKeys;
  }

  /// The whole text as one value. Throws `Refusal` where it is not one.
  static Value read(String text) {
    return read(text, JsonValues.MAX_KEYS);
  }

  static Value read(String text, int maxKeys) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonSource source = new JsonSource(parser, text.contains("\\u"), maxKeys);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Refusal("invalid_json", "The line is empty", "Remove it");
      }
      Value value = source.value(first, 0);
      if (parser.nextToken() != null) {
        throw new Refusal(
            "invalid_json",
            "Something follows the JSON value, at column " + column(parser),
            "Write one JSON object a line");
      }
      return value;
    } catch (JacksonException broken) {
      int column = broken.getLocation() == null ? 1 : broken.getLocation().getColumnNr();
      throw new Refusal(
          "invalid_json",
          "Not valid JSON, near column " + column,
          "Write one complete JSON object a line, with its names and texts in double quotes");
    }
  }

  /// A text in UTF-8, to be read piece by piece. Nested deeper than values may be, it can still be
  /// skipped.
  static JsonSource over(Slice text) {
    boolean escapes = false;
    for (int i = 0; i + 1 < text.length() && !escapes; i++) {
      escapes = text.at(i) == '\\' && text.at(i + 1) == 'u';
    }
    return new JsonSource(
        SKIPPING.createParser(ObjectReadContext.empty(), text.bytes(), text.from(), text.length()),
        escapes,
        JsonValues.MAX_KEYS);
  }

  JsonParser parser() {
    return parser;
  }

  /// The value that begins with the current token, with limits of its own.
  Value separate() {
    keys = 0;
    return value(parser.currentToken(), 0);
  }

  /// The value that begins with the current token, in an object whose limits it shares.
  Value inside() {
    return value(parser.currentToken(), 1);
  }

  private static int column(JsonParser parser) {
    return parser.currentTokenLocation().getColumnNr();
  }

  private Value value(JsonToken token, int depth) {
    return switch (token) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> new Text(wellFormed(parser.getString()));
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> Bool.TRUE;
      case VALUE_FALSE -> Bool.FALSE;
      case VALUE_NULL -> Nothing.NOTHING;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("The parser gave %s for a value".formatted(token));
    };
  }

  private static int deeper(int depth) {
    if (depth == JsonValues.MAX_DEPTH) {
      throw new Refusal(
          "too_deep",
          "Objects and lists are nested more than %d deep".formatted(JsonValues.MAX_DEPTH),
          "Send a flatter object");
    }
    return depth + 1;
  }

  private Fields object(int depth) {
    Value.Gathered values = new Value.Gathered();
    for (String raw = parser.nextName(); raw != null; raw = parser.nextName()) {
      String name = wellFormed(raw);
      if (++keys > maxKeys) {
        throw new Refusal(
            "too_many_keys",
            "More than %d names in one JSON value".formatted(maxKeys),
            "Send the same things as a list, or split the event");
      }
      if (!values.put(name, value(parser.nextToken(), depth))) {
        throw new Refusal(
            "duplicate_key",
            "The name \"%s\" appears twice in one object".formatted(name),
            "Keep one of them: which one was meant cannot be told");
      }
    }
    return values.fields();
  }

  private Items array(int depth) {
    List<Value> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(value(token, depth));
    }
    return new Items(values);
  }

  private Value whole() {
    if (parser.getStringLength() <= SURELY_LONG) {
      return new Int(parser.getLongValue());
    }
    Decimal exact = decimal();
    return fits(exact.value()) ? new Int(exact.value().longValue()) : exact;
  }

  private static boolean fits(BigDecimal whole) {
    return whole.unscaledValue().bitLength() < Long.SIZE;
  }

  private Decimal decimal() {
    String text = parser.getString();
    if (digits(text) > JsonValues.MAX_DIGITS) {
      throw tooLong(text);
    }
    try {
      BigDecimal exact = new BigDecimal(text);
      if (Math.abs((long) exact.scale()) > JsonValues.MAX_SCALE) {
        throw tooLong(text);
      }
      return new Decimal(exact);
    } catch (NumberFormatException _) {
      throw tooLong(text);
    }
  }

  private static int digits(String number) {
    int digits = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'e' || c == 'E') {
        break;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return digits;
  }

  private static Refusal tooLong(String number) {
    String shown = number.length() > 40 ? number.substring(0, 40) + "…" : number;
    return new Refusal(
        "number_too_long",
        "The number %s has more than %d digits or an exponent beyond %d"
            .formatted(shown, JsonValues.MAX_DIGITS, JsonValues.MAX_SCALE),
        "Send it as a text, in double quotes");
  }

  /// Half a surrogate pair can only come from an escape, and has no UTF-8: it becomes U+FFFD, so
  /// that a text is the same before and after it is stored.
  private String wellFormed(String text) {
    return escapes ? replaceLoneSurrogates(text) : text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (pair) {
          i++;
        } else {
          repaired = repaired == null ? new StringBuilder(text) : repaired;
          repaired.setCharAt(i, '\uFFFD');
        }
      }
    }
    return repaired == null ? text : repaired.toString();
  }
}
