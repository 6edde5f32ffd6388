package dev.throughline.runtime;

import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.codec.json.Slice;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One entry of the input log: everything that changes anything is one of these.
public sealed interface Command {
  /// An event of somebody.
  ///
  /// @param bytes of the event, written once for the log and for the archive
  @SuppressWarnings("ArrayRecordComponent")
  record Happened(Event event, byte[] bytes) implements Command {
    public Happened(Event event) {
      this(event, EventLine.bytes('e', event));
    }

    /// The event as `EventLine` writes it.
    public Slice line() {
      return new Slice(bytes, 1, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Happened(Event others, _) && event.equals(others);
    }

    @Override
    public int hashCode() {
      return event.hashCode();
    }
  }

  /// The start of a journey through the API.
  record Start(EventLine.Parsed.Start start) implements Command {}

  /// Time has come to the moment of this entry: whatever is due by then acts.
  record Tick() implements Command {}

  /// A catalog takes effect.
  record Publish(List<Source> sources) implements Command {
    public Publish {
      sources = List.copyOf(sources);
    }
  }

  /// From here on the letters of these channels stay in the outbox (`Carrier.kept`).
  record Keep(List<String> channels) implements Command {
    public Keep {
      channels = List.copyOf(channels);
    }
  }

  /// A letter is about to be handed to its channel for the `attempt`-th time.
  record Claim(String letter, int attempt) implements Command {}

  /// What became of that attempt.
  ///
  /// @param nextAt when to try again; only for a retry
  record Settle(
      String letter, int attempt, Settlement settlement, String detail, @Nullable Instant nextAt)
      implements Command {}

  /// What a recipient or a provider said of a letter: an event under Segment's own name.
  record Feedback(String letter, String id, String event, Fields properties, Instant at)
      implements Command {}

  /// Something that was sent to us and could not be taken in.
  record Refused(String source, String code, String reason, String raw) implements Command {}

  /// A person is to be forgotten.
  record Erase(String customer) implements Command {}

  /// The bytes that the log keeps: one letter for the kind, then JSON.
  default byte[] bytes() {
    return switch (this) {
      case Happened(_, byte[] bytes) -> bytes;
      case Start(var start) -> bytes('s', EventLine.write(start));
      case Tick _ -> bytes('t', "");
      case Publish(var sources) -> {
        List<Value> items = new ArrayList<>();
        for (Source source : sources) {
          items.add(fields("file", source.file(), "text", source.text()));
        }
        yield bytes('p', JsonValues.write(new Items(items)));
      }
      case Keep(var channels) -> {
        List<Value> items = new ArrayList<>();
        channels.forEach(channel -> items.add(Value.of(channel)));
        yield bytes('k', JsonValues.write(new Items(items)));
      }
      case Claim(String letter, int attempt) ->
          bytes('c', json(fields("letter", letter), "attempt", Value.of((long) attempt)));
      case Settle settle -> {
        Fields fields =
            fields(
                "letter",
                settle.letter,
                "settlement",
                settle.settlement.name(),
                "detail",
                settle.detail,
                "next_at",
                settle.nextAt == null ? "" : settle.nextAt.toString());
        yield bytes('d', json(fields, "attempt", Value.of((long) settle.attempt)));
      }
      case Feedback said -> {
        Fields fields =
            fields(
                "letter", said.letter,
                "id", said.id,
                "event", said.event,
                "at", said.at.toString());
        yield bytes('f', json(fields, "properties", said.properties));
      }
      case Refused refused ->
          bytes(
              'r',
              JsonValues.write(
                  fields(
                      "source", refused.source,
                      "code", refused.code,
                      "reason", refused.reason,
                      "raw", refused.raw)));
      case Erase(String customer) -> bytes('x', JsonValues.write(fields("customer", customer)));
    };
  }

  /// What `bytes` wrote.
  static Command of(byte[] bytes) {
    String text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    char kind = (char) bytes[0];
    return switch (kind) {
      case 'e', 's' -> happened(text, bytes);
      case 't' -> new Tick();
      case 'p' -> publish(text);
      case 'k' -> keep(text);
      case 'c' -> {
        Fields fields = fields(text);
        yield new Claim(fields.text("letter"), attempt(fields));
      }
      case 'd' -> {
        Fields fields = fields(text);
        String nextAt = fields.text("next_at");
        yield new Settle(
            fields.text("letter"),
            attempt(fields),
            Settlement.valueOf(fields.text("settlement")),
            fields.text("detail"),
            nextAt.isEmpty() ? null : Instant.parse(nextAt));
      }
      case 'f' -> {
        Fields fields = fields(text);
        yield new Feedback(
            fields.text("letter"),
            fields.text("id"),
            fields.text("event"),
            fields.get("properties") instanceof Fields said ? said : Fields.EMPTY,
            Instant.parse(fields.text("at")));
      }
      case 'r' -> {
        Fields fields = fields(text);
        yield new Refused(
            fields.text("source"), fields.text("code"), fields.text("reason"), fields.text("raw"));
      }
      case 'x' -> new Erase(fields(text).text("customer"));
      default -> throw new IllegalStateException("The log has an entry of the kind " + kind);
    };
  }

  private static Command happened(String text, byte[] bytes) {
    return switch (EventLine.parse(text)) {
      case EventLine.Parsed.Ok(Event event) -> new Happened(event, bytes);
      case EventLine.Parsed.Start start -> new Start(start);
      case EventLine.Parsed.Wrong wrong ->
          throw new IllegalStateException("The log has an event that is none: " + wrong.message());
    };
  }

  private static Publish publish(String text) {
    List<Source> sources = new ArrayList<>();
    if (JsonValues.parse(text, Integer.MAX_VALUE) instanceof JsonValues.Parsed.Ok(Items items)) {
      for (Value item : items.values()) {
        if (item instanceof Fields source) {
          sources.add(new Source(source.text("file"), source.text("text")));
        }
      }
    }
    return new Publish(sources);
  }

  private static Keep keep(String text) {
    List<String> channels = new ArrayList<>();
    if (JsonValues.parse(text) instanceof JsonValues.Parsed.Ok(Items items)) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text(String channel)) {
          channels.add(channel);
        }
      }
    }
    return new Keep(channels);
  }

  private static byte[] bytes(char kind, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[body.length + 1];
    bytes[0] = (byte) kind;
    System.arraycopy(body, 0, bytes, 1, body.length);
    return bytes;
  }

  private static Fields fields(String... namesAndTexts) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Value.of(namesAndTexts[i + 1]));
    }
    return new Fields(values);
  }

  private static String json(Fields fields, String name, Value more) {
    TreeMap<String, Value> values = new TreeMap<>(fields.values());
    values.put(name, more);
    return JsonValues.write(new Fields(values));
  }

  private static Fields fields(String text) {
    if (JsonValues.parse(text) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      return fields;
    }
    throw new IllegalStateException("The log has an entry that is no JSON object: " + text);
  }

  private static int attempt(Fields fields) {
    return fields.get("attempt") instanceof Value.Int(long attempt) ? Math.toIntExact(attempt) : 0;
  }
}
