package dev.throughline.codec.json;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One event in Segment's shape on one line of JSON, and back.
///
/// Beside Segment's calls there is `{"type":"start","userId":…,"journey":KEY,"properties":{…}}`,
/// the start of a journey through the API; and `context.import: true` marks imported history, which
/// is counted but starts and moves no journey. Top-level fields that are not known are ignored.
public final class EventLine {
  /// The largest event, in bytes of UTF-8.
  public static final int MAX_BYTES = 32 * 1024;

  /// The longest id or event name, in characters.
  public static final int MAX_ID = 256;

  /// The name in `context` that marks imported history.
  public static final String HISTORY = "import";

  private static final int USUAL_SIZE = 640;

  /// What a line turned out to be.
  public sealed interface Parsed {
    record Ok(Event event) implements Parsed {}

    /// The start of a journey through the API. One of the two ids is there.
    record Start(
        String messageId,
        @Nullable String userId,
        @Nullable String anonymousId,
        String journey,
        Fields properties,
        Instant at)
        implements Parsed {}

    /// Why the line was not taken, and what to do about it.
    record Wrong(String code, String message, String remedy) implements Parsed {}
  }

  private EventLine() {}

  public static Parsed parse(String line) {
    try {
      if (tooLarge(line)) {
        throw new Refusal(
            "too_large",
            "The event is larger than %d bytes".formatted(MAX_BYTES),
            "Leave out what no journey reads, or split it");
      }
      if (!(JsonSource.read(line) instanceof Fields fields)) {
        throw new Refusal(
            "not_an_object", "The line is not a JSON object", "Write one event a line, in braces");
      }
      return new EventShape(fields, new Wrapping.Line(line)).parsed();
    } catch (Refusal refusal) {
      return new Parsed.Wrong(refusal.code, refusal.message(), refusal.remedy);
    }
  }

  /// The line that `parse` reads as this event.
  public static String write(Event event) {
    return write(JsonLine.start(), event);
  }

  /// The same in UTF-8, with one more byte before it.
  public static byte[] bytes(char before, Event event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    bytes.write(before);
    write(JsonLine.start(bytes), event);
    return bytes.toByteArray();
  }

  private static String write(JsonLine line, Event event) {
    line.text("type", EventShape.typeOf(event.type()))
        .text("messageId", event.messageId())
        .text("userId", event.userId())
        .text("anonymousId", event.anonymousId())
        .text("previousId", event.previousId())
        .text("groupId", event.groupId());
    if (event.type() == Event.Type.TRACK) {
      line.text("event", event.name());
    }
    fields(line, "properties", event.properties());
    fields(line, "traits", event.traits());
    fields(line, "context", event.history() ? marked(event.context()) : event.context());
    line.instant("timestamp", event.at());
    return line.instant(
            "receivedAt", event.receivedAt().equals(event.at()) ? null : event.receivedAt())
        .end();
  }

  /// The line that `parse` reads as this start.
  public static String write(Parsed.Start start) {
    JsonLine line =
        JsonLine.start()
            .text("type", EventShape.START)
            .text("messageId", start.messageId())
            .text("userId", start.userId())
            .text("anonymousId", start.anonymousId())
            .text("journey", start.journey());
    fields(line, "properties", start.properties());
    return line.instant("timestamp", start.at()).end();
  }

  private static void fields(JsonLine line, String name, Fields fields) {
    if (!fields.isEmpty()) {
      line.value(name, fields);
    }
  }

  private static Fields marked(Fields context) {
    TreeMap<String, Value> values = new TreeMap<>(context.values());
    values.put(HISTORY, Value.of(true));
    return new Fields(values);
  }

  private static boolean tooLarge(String line) {
    int length = line.length();
    if (length > MAX_BYTES) {
      return true;
    }
    if (length * 3 <= MAX_BYTES) {
      return false;
    }
    int bytes = 0;
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      // A surrogate is half of a character of four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes > MAX_BYTES;
  }
}
