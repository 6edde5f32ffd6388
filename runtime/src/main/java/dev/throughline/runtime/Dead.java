package dev.throughline.runtime;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;

/// A dead letter: something that was sent to us and could not be taken in, with the reason.
///
/// @param number the number of its log entry
/// @param raw what was sent, cut at a length
public record Dead(long number, Instant at, String source, String code, String reason, String raw) {
  static byte[] bytes(long number, Instant at, Command.Refused refused) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("number", Value.of(number));
    values.put("at", Value.of(at.toString()));
    values.put("source", Value.of(refused.source()));
    values.put("code", Value.of(refused.code()));
    values.put("reason", Value.of(refused.reason()));
    values.put("raw", Value.of(refused.raw()));
    return JsonValues.write(new Fields(values)).getBytes(StandardCharsets.UTF_8);
  }

  /// What a store has.
  public static Dead of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!(JsonValues.parse(text) instanceof JsonValues.Parsed.Ok(Fields fields))
        || !(fields.get("number") instanceof Value.Int(long number))) {
      throw new IllegalStateException("The store has a dead letter that is no JSON object");
    }
    return new Dead(
        number,
        Instant.parse(fields.text("at")),
        fields.text("source"),
        fields.text("code"),
        fields.text("reason"),
        fields.text("raw"));
  }
}
