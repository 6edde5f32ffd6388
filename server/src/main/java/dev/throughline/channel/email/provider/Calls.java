package dev.throughline.channel.email.provider;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.engine.Receipt;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the forms of all call backs have in common.
final class Calls {
  /// How many names the JSON of one may have, over all its events.
  private static final int MAX_KEYS = 100_000;

  private static final Pattern SEND_KEY = Pattern.compile("[0-9a-z]{1,20}");

  private Calls() {}

  static Optional<Value> json(byte[] body) {
    return JsonValues.parse(new String(body, StandardCharsets.UTF_8), MAX_KEYS)
            instanceof JsonValues.Parsed.Ok(Value value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// @param sendKey as it came back with the event; empty where it did not
  /// @param mark what tells the event from all others on the same mail
  static Report report(String sendKey, Meaning meaning, String mark, Instant at, Fields event) {
    if (sendKey.isEmpty()) {
      return new Report.Nothing("it is of no mail of ours");
    }
    String raw = JsonValues.write(event);
    if (!SEND_KEY.matcher(sendKey).matches()) {
      return new Report.Strange("'%s' is no send key".formatted(sendKey), raw);
    }
    // Under this id the delivery was told already when the provider took the mail.
    String id =
        meaning.event().equals(Meaning.delivered().event())
            ? Receipt.idOf(sendKey, meaning.event())
            : StableHash.hex("called back", sendKey, meaning.event(), mark);
    return new Report.Said(
        sendKey, id, meaning.event(), new TreeMap<>(meaning.properties()), at, raw);
  }
}
