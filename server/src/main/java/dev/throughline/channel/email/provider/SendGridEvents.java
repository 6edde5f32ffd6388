package dev.throughline.channel.email.provider;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SendGrid's event webhook: a list of events, of many mails.
public final class SendGridEvents {
  /// Why SendGrid itself keeps a mail back whose address is known to be nobody's.
  private static final Set<String> NOBODY = Set.of("Bounced Address", "Invalid");

  /// Later than any event there will be.
  private static final long LAST_SECOND = 100_000_000_000L;

  private SendGridEvents() {}

  /// Nothing where the body is no list.
  ///
  /// @param now the time of events that say none
  public static Optional<List<Report>> read(byte[] body, Instant now) {
    return Calls.json(body).orElse(Fields.EMPTY) instanceof Items(List<Value> events)
        ? Optional.of(events.stream().map(event -> report(event, now)).toList())
        : Optional.empty();
  }

  private static Report report(Value item, Instant now) {
    if (!(item instanceof Fields event)) {
      return new Report.Strange("an event is an object", JsonValues.write(item));
    }
    Meaning meaning = meaning(event);
    if (meaning == null) {
      return new Report.Nothing("it is '%s'".formatted(event.text("event")));
    }
    String id = event.text("sg_event_id");
    return Calls.report(
        event.text(MailApi.SEND_KEY),
        meaning,
        id.isEmpty() ? JsonValues.write(event) : id,
        at(event, now),
        event);
  }

  /// Null where it is nothing that we act on.
  private static @Nullable Meaning meaning(Fields event) {
    String reason = (event.text("status") + " " + event.text("reason")).strip();
    return switch (event.text("event")) {
      case "delivered" -> Meaning.delivered();
      // Mail programs that fetch all pictures before anybody looks.
      case "open" -> event.get("sg_machine_open").equals(Value.of(true)) ? null : Meaning.opened();
      case "click" -> Meaning.clicked(event.text("url"));
      case "bounce" -> Meaning.bounced(!event.text("type").equals("blocked"), reason);
      case "dropped" ->
          NOBODY.contains(event.text("reason"))
              ? Meaning.bounced(true, reason)
              : Meaning.failed(reason);
      case "spamreport" -> Meaning.complained("spamreport");
      case "unsubscribe", "group_unsubscribe" -> Meaning.unsubscribed();
      case String other -> null;
    };
  }

  private static Instant at(Fields event, Instant now) {
    return event.get("timestamp") instanceof Int(long second) && second > 0 && second < LAST_SECOND
        ? Instant.ofEpochSecond(second)
        : now;
  }
}
