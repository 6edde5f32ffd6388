package dev.throughline.codec.state;

import dev.throughline.event.Event;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Events and values as bytes. A word's place in its list is its code: add at the end, never change
/// the order.
final class EventBytes {
  private static final List<Event.Type> TYPES =
      List.of(
          Event.Type.IDENTIFY,
          Event.Type.TRACK,
          Event.Type.PAGE,
          Event.Type.SCREEN,
          Event.Type.GROUP,
          Event.Type.ALIAS);
  private static final int NOTHING = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int TEXT = 3;
  private static final int INT = 4;
  private static final int DECIMAL = 5;
  private static final int MOMENT = 6;
  private static final int SPAN = 7;
  private static final int ITEMS = 8;
  private static final int FIELDS = 9;

  /// Deeper than any value that comes in, so that damaged bytes cannot exhaust the stack.
  private static final int MAX_DEPTH = 64;

  private EventBytes() {}

  static void write(Sink sink, Event event) {
    sink.text(event.messageId());
    sink.octet(TYPES.indexOf(event.type()));
    sink.text(event.name());
    sink.maybe(event.userId(), sink::text);
    sink.maybe(event.anonymousId(), sink::text);
    sink.maybe(event.previousId(), sink::text);
    sink.maybe(event.groupId(), sink::text);
    fields(sink, event.properties());
    fields(sink, event.traits());
    fields(sink, event.context());
    sink.instant(event.at());
    sink.instant(event.receivedAt());
    sink.flag(event.history());
  }

  static Event read(Source source) {
    return new Event(
        source.text(),
        source.word(TYPES),
        source.text(),
        source.maybe(source::text),
        source.maybe(source::text),
        source.maybe(source::text),
        source.maybe(source::text),
        fields(source, 0),
        fields(source, 0),
        fields(source, 0),
        source.instant(),
        source.instant(),
        source.flag());
  }

  static void fields(Sink sink, Fields fields) {
    sink.unsigned(fields.values().size());
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      sink.text(field.getKey());
      value(sink, field.getValue());
    }
  }

  static Fields fields(Source source) {
    return fields(source, 0);
  }

  static void value(Sink sink, Value value) {
    switch (value) {
      case Nothing _ -> sink.octet(NOTHING);
      case Bool(boolean bool) -> sink.octet(bool ? TRUE : FALSE);
      case Text(String text) -> {
        sink.octet(TEXT);
        sink.text(text);
      }
      case Int(long number) -> {
        sink.octet(INT);
        sink.signed(number);
      }
      case Decimal(BigDecimal number) -> {
        sink.octet(DECIMAL);
        sink.decimal(number);
      }
      case Moment(Instant instant) -> {
        sink.octet(MOMENT);
        sink.instant(instant);
      }
      case Span(Duration span) -> {
        sink.octet(SPAN);
        sink.signed(span.getSeconds());
        sink.unsigned(span.getNano());
      }
      case Items(List<Value> items) -> {
        sink.octet(ITEMS);
        sink.each(items, item -> value(sink, item));
      }
      case Fields fields -> {
        sink.octet(FIELDS);
        fields(sink, fields);
      }
    }
  }

  static Value value(Source source) {
    return value(source, 0);
  }

  private static Value value(Source source, int depth) {
    if (depth > MAX_DEPTH) {
      throw new CorruptBytes("Values are nested more than %d deep".formatted(MAX_DEPTH));
    }
    int tag = source.octet();
    return switch (tag) {
      case NOTHING -> Nothing.NOTHING;
      case FALSE -> Bool.FALSE;
      case TRUE -> Bool.TRUE;
      case TEXT -> new Text(source.text());
      case INT -> new Int(source.signed());
      case DECIMAL -> new Decimal(source.decimal());
      case MOMENT -> new Moment(source.instant());
      case SPAN -> new Span(Duration.ofSeconds(source.signed(), source.unsigned()));
      case ITEMS -> new Items(source.list(() -> value(source, depth + 1)));
      case FIELDS -> fields(source, depth + 1);
      default -> throw new CorruptBytes("There is no kind of value %d".formatted(tag));
    };
  }

  private static Fields fields(Source source, int depth) {
    int count = source.count();
    if (count == 0) {
      return Fields.EMPTY;
    }
    List<String> names = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(source.text());
      values.add(value(source, depth + 1));
    }
    return Fields.inOrder(names, values);
  }
}
