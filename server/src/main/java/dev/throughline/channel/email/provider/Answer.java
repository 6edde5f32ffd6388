package dev.throughline.channel.email.provider;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.HttpJudgement;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a provider answered.
///
/// @param headers the first of each name; asked for in small letters
/// @param body as much of it as was read
record Answer(int status, Map<String, String> headers, String body) {
  private static final int MAX_WORDS = 500;

  static Answer of(ResponseInfo start, String body) {
    Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    start.headers().map().forEach((name, values) -> first.put(name, values.getFirst()));
    return new Answer(start.statusCode(), first, body);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// The object that the body is; nothing in it where it is none.
  Fields fields() {
    return JsonValues.parse(body) instanceof JsonValues.Parsed.Ok(Fields fields)
        ? fields
        : Fields.EMPTY;
  }

  /// What became of the mail.
  Delivery judged(MailApi api, Instant now) {
    if (status >= 200 && status < 300) {
      return api.taken(this);
    }
    if (status < 400) {
      return new Delivery.Failed(
          Reason.REFUSED, "HTTP %d, and redirects are not followed".formatted(status));
    }
    MailApi.Refusal refusal = api.refusal(this);
    String said = oneLine("HTTP %d %s".formatted(status, refusal.words()));
    return switch (status) {
      // What is wrong is the key or the account, not the mail.
      case 401, 403 -> new Delivery.Retry(said, null);
      case 408, 425, 429 -> new Delivery.Retry(said, wait(now));
      default ->
          status >= 500
              ? new Delivery.Retry(said, wait(now))
              : new Delivery.Failed(refusal.reason(), said);
    };
  }

  /// How long the provider asks to wait; null where it says nothing that can be understood.
  @Nullable Duration wait(Instant now) {
    Duration after = HttpJudgement.after(header("retry-after").strip(), now);
    if (after != null) {
      return after;
    }
    String reset = header("x-ratelimit-reset").strip();
    return status == 429 && reset.matches("[0-9]{1,11}")
        ? Duration.between(now, Instant.ofEpochSecond(Long.parseLong(reset)))
        : null;
  }

  static String oneLine(@Nullable String text) {
    String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
    return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) : line;
  }

  /// A number or a text as text; empty where it is neither.
  static String shown(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int(long number) -> Long.toString(number);
      case Value other -> "";
    };
  }
}
