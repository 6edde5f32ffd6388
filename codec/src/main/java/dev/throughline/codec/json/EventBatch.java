package dev.throughline.codec.json;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a request in Segment's HTTP API: one call, or a batch of them with what it says of
/// all. Read from the bytes once; one bad event does not spoil the others.
public final class EventBatch {
  /// The largest body, in bytes.
  public static final int MAX_BYTES = 500 * 1024;

  /// How much of an event that was not taken is kept, in bytes: the whole of one that would fit.
  private static final int MAX_RAW = EventLine.MAX_BYTES;

  /// When a request came, by our clock, and what tells it from every other.
  public record Arrival(Instant at, String request) {}

  /// What a body turned out to be.
  public sealed interface Parsed {
    /// @param writeKey of the body; empty where it has none
    record Ok(String writeKey, List<Item> items) implements Parsed {}

    /// @param offset the byte where it goes wrong
    record Wrong(String code, String message, long offset) implements Parsed {}
  }

  /// One event of a body.
  public sealed interface Item {
    /// The key that the event itself carries; empty where it has none.
    String writeKey();

    /// The event as it was sent, cut where it is too large to keep.
    String raw();

    record Ok(Event event, String writeKey, Slice sent) implements Item {
      @Override
      public String raw() {
        return sent.text(MAX_RAW);
      }
    }

    record Wrong(String code, String message, String remedy, String writeKey, String raw)
        implements Item {}
  }

  private final Slice body;
  private final @Nullable String type;
  private final Arrival arrival;
  private final JsonSource source;
  private final JsonParser parser;
  private final List<Piece> pieces = new ArrayList<>();
  private final TreeMap<String, Value> envelope = new TreeMap<>();
  private @Nullable Refusal spoilt;
  private boolean hasBatch;

  /// The value of one event and where it stands in the body.
  private record Piece(@Nullable Fields fields, @Nullable Refusal refusal, Slice sent) {}

  private EventBatch(Slice body, @Nullable String type, Arrival arrival) {
    this.body = body;
    this.type = type;
    this.arrival = arrival;
    this.source = JsonSource.over(body);
    this.parser = source.parser();
  }

  /// A batch: `{"batch":[…],"context":{…},"sentAt":…,"writeKey":…}`.
  public static Parsed parse(Slice body, Arrival arrival) {
    return read(body, null, arrival);
  }

  /// One call whose type its path names.
  public static Parsed parse(Slice body, Event.Type type, Arrival arrival) {
    return read(body, EventShape.typeOf(type), arrival);
  }

  private static Parsed read(Slice body, @Nullable String type, Arrival arrival) {
    EventBatch batch = new EventBatch(body, type, arrival);
    try (batch.parser) {
      return batch.parsed();
    } catch (JacksonException broken) {
      long at =
          broken.getLocation() == null ? 0 : Math.max(broken.getLocation().getByteOffset(), 0);
      return new Parsed.Wrong("malformed_json", "The body is not valid JSON, near byte " + at, at);
    }
  }

  private Parsed parsed() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new Parsed.Wrong("malformed_json", "The body is empty", 0);
    }
    if (first != JsonToken.START_OBJECT) {
      return new Parsed.Wrong("invalid_batch", "The body is not a JSON object", 0);
    }
    Parsed wrong = readEnvelope();
    if (wrong == null && parser.nextToken() != null) {
      long at = parser.currentTokenLocation().getByteOffset();
      wrong = new Parsed.Wrong("malformed_json", "Something follows the JSON object", at);
    }
    if (wrong != null) {
      return wrong;
    }
    if (type != null) {
      pieces.add(new Piece(spoilt == null ? new Fields(envelope) : null, spoilt, body));
    } else if (!hasBatch) {
      return new Parsed.Wrong("invalid_batch", "The body has no list of events as its batch", 0);
    }
    return new Parsed.Ok(text("writeKey"), items());
  }

  /// Reads the names of the outermost object one by one, so that the key is found even where
  /// something else in it is wrong.
  private @Nullable Parsed readEnvelope() {
    for (String next = parser.nextName(); next != null; next = parser.nextName()) {
      String name = next;
      JsonToken token = parser.nextToken();
      if (type == null && name.equals("batch")) {
        if (token != JsonToken.START_ARRAY) {
          long at = parser.currentTokenLocation().getByteOffset();
          return new Parsed.Wrong("invalid_batch", "batch is not a list of events", at);
        }
        hasBatch = true;
        readItems();
        continue;
      }
      Refusal refusal =
          skipping(() -> put(name, type == null ? source.separate() : source.inside()));
      spoilt = spoilt == null ? refusal : spoilt;
    }
    return null;
  }

  private void put(String name, Value value) {
    if (envelope.put(name, value) != null) {
      throw new Refusal(
          "duplicate_key",
          "The name \"%s\" appears twice in one object".formatted(name),
          "Keep one of them: which one was meant cannot be told");
    }
  }

  private void readItems() {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      Value[] read = new Value[1];
      Refusal refusal = skipping(() -> read[0] = source.separate());
      int to = (int) parser.currentLocation().getByteOffset();
      if (refusal == null && !(read[0] instanceof Fields)) {
        refusal =
            new Refusal("not_an_object", "The event is not a JSON object", "Send it in braces");
      }
      pieces.add(
          new Piece(
              read[0] instanceof Fields fields ? fields : null, refusal, body.part(from, to)));
    }
  }

  /// Reads one value; where it is refused, goes on behind its end.
  private @Nullable Refusal skipping(Runnable reading) {
    int depth = parser.streamReadContext().getNestingDepth();
    boolean nests = parser.currentToken().isStructStart();
    int outside = nests ? depth - 1 : depth;
    try {
      reading.run();
      return null;
    } catch (Refusal refusal) {
      while (parser.streamReadContext().getNestingDepth() > outside) {
        parser.nextToken();
      }
      return refusal;
    }
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>(pieces.size());
    Fields context = envelope.get("context") instanceof Fields fields ? fields : Fields.EMPTY;
    Map<String, Integer> twins = new HashMap<>();
    for (Piece piece : pieces) {
      items.add(item(piece, type == null ? context : Fields.EMPTY, twins));
    }
    return List.copyOf(items);
  }

  private Item item(Piece piece, Fields context, Map<String, Integer> twins) {
    Fields fields = piece.fields;
    String writeKey = fields == null ? "" : fields.text("writeKey");
    try {
      if (piece.sent.length() > EventLine.MAX_BYTES) {
        throw new Refusal(
            "event_too_large",
            "The event is larger than %d bytes".formatted(EventLine.MAX_BYTES),
            "Leave out what no journey reads, or split it");
      }
      if (fields == null || piece.refusal != null) {
        throw piece.refusal == null ? new IllegalStateException("No event") : piece.refusal;
      }
      int ordinal = fields.get("messageId").isNothing() ? ordinal(piece, twins) : 0;
      Wrapping wrapping =
          new Wrapping.Request(
              type,
              context,
              text("sentAt"),
              arrival.at(),
              new Wrapping.FallbackId(piece.sent, arrival.request(), ordinal));
      return switch (new EventShape(fields, wrapping).parsed()) {
        case EventLine.Parsed.Ok(Event event) -> new Item.Ok(event, writeKey, piece.sent);
        case EventLine.Parsed.Start _, EventLine.Parsed.Wrong _ ->
            throw new IllegalStateException("A request holds Segment's calls alone");
      };
    } catch (Refusal refusal) {
      String raw = piece.sent.text(MAX_RAW);
      return new Item.Wrong(refusal.code, refusal.message(), refusal.remedy, writeKey, raw);
    }
  }

  /// Two events without ids and otherwise alike are two.
  private int ordinal(Piece piece, Map<String, Integer> twins) {
    return twins.merge(piece.sent.text(), 1, Integer::sum);
  }

  private String text(String name) {
    return envelope.get(name) instanceof Text(String text) ? text : "";
  }
}
