package dev.throughline.http;

import dev.throughline.channel.gateway.Receipt;
import dev.throughline.channel.gateway.SharedSecret;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.message.Feedback;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// What gateways say of the messages that they took: signed as Standard Webhooks are.
///
/// @param secrets by channel
record ReceiptsApi(
    Orchestrator runtime, SortedMap<String, SharedSecret> secrets, LongSupplier clockMs)
    implements Api {
  static final int MAX_RECEIPTS = 1_000;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_RAW_CHARS = 4_096;

  /// An older call may be one that somebody recorded.
  private static final Duration WINDOW = Duration.ofMinutes(5);

  static ReceiptsApi of(Orchestrator runtime, Configuration configuration, LongSupplier clockMs) {
    SortedMap<String, SharedSecret> secrets = new TreeMap<>();
    configuration
        .channels()
        .forEach((channel, settings) -> settings.secret().ifPresent(s -> secrets.put(channel, s)));
    return new ReceiptsApi(runtime, secrets, clockMs);
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/receipts", Reply.by(this::take));
  }

  /// What becomes of the receipts of one call.
  ///
  /// @param urgent opt-outs: they get through however much there is to do
  private record Sorted(List<Command> urgent, List<Command> taken, List<Value> refused) {
    Sorted() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void refuse(int index, Value receipt, String code, String problem) {
      String raw = JsonValues.write(receipt);
      String kept = raw.substring(0, Math.min(raw.length(), MAX_RAW_CHARS));
      taken.add(new Command.Refused("", code, problem, kept));
      String id = receipt instanceof Value.Fields fields ? fields.text("id") : "";
      refused.add(Json.object("index", index, "id", id, "reason", code, "problem", problem));
    }
  }

  private Reply take(Context context) {
    if (secrets.isEmpty()) {
      throw new HttpProblem(
          503,
          "not_configured",
          "No receipts are taken",
          "Set up a channel with a secret in the server's configuration");
    }
    byte[] body = context.bodyAsBytes();
    if (body.length > MAX_BYTES) {
      throw tooMuch();
    }
    Set<String> channels = signedFor(context, body);
    List<Value> receipts = receipts(body);
    if (receipts.size() > MAX_RECEIPTS) {
      throw tooMuch();
    }
    Sorted sorted = sort(receipts, channels);
    if (!sorted.urgent.isEmpty()) {
      runtime.applied(runtime.submitUrgently(sorted.urgent).join()).join();
    }
    Reply done =
        Reply.ok(
            Json.object(
                "accepted", receipts.size() - sorted.refused.size(), "refused", sorted.refused));
    return sorted.taken.isEmpty() ? done : Taking.in(runtime, sorted.taken, () -> done);
  }

  private static HttpProblem tooMuch() {
    return new HttpProblem(
        413,
        "too_large",
        "These are too many receipts",
        "Send %d receipts and 1 MiB at most".formatted(MAX_RECEIPTS));
  }

  /// The channels whose gateway signed the call.
  private Set<String> signedFor(Context context, byte[] body) {
    String id = context.header("webhook-id");
    String seconds = context.header("webhook-timestamp");
    String signature = context.header("webhook-signature");
    Set<String> channels = new TreeSet<>();
    if (id != null && seconds != null && signature != null && isOfNow(seconds)) {
      secrets.forEach((channel, secret) -> {
        if (secret.signed(signature, id, seconds, body)) {
          channels.add(channel);
        }
      });
    }
    if (channels.isEmpty()) {
      throw new HttpProblem(
          401,
          "not_signed",
          "The signature is not one of ours",
          "Sign as Standard Webhooks do, with the secret of the channel, within five minutes");
    }
    return channels;
  }

  private boolean isOfNow(String seconds) {
    if (!seconds.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(seconds));
    return Duration.between(signed, now()).abs().compareTo(WINDOW) <= 0;
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }

  private static List<Value> receipts(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return switch (JsonValues.parse(text, Integer.MAX_VALUE)) {
      case JsonValues.Parsed.Ok(Value.Items(List<Value> items)) -> items;
      case JsonValues.Parsed.Ok(Value one) -> List.of(one);
      case JsonValues.Parsed.Wrong wrong ->
          throw new HttpProblem(400, "bad_json", "This is no JSON", wrong.message());
    };
  }

  private Sorted sort(List<Value> receipts, Set<String> channels) {
    Map<String, Letter> letters = letters(receipts);
    Sorted sorted = new Sorted();
    for (int i = 0; i < receipts.size(); i++) {
      Value said = receipts.get(i);
      switch (Receipt.read(said, now())) {
        case Receipt.Reading.Wrong(String problem) ->
            sorted.refuse(i, said, "bad_receipt", problem);
        case Receipt.Reading.Read(Receipt receipt) -> {
          Letter letter = letters.get(receipt.message());
          if (letter == null || !channels.contains(letter.channel())) {
            // Who signs for one channel learns nothing of the messages of another.
            sorted.refuse(
                i, said, "unknown_message", "No message of this id went out on the channel");
          } else {
            sort(receipt, letter, i, said, sorted);
          }
        }
      }
    }
    return sorted;
  }

  private static void sort(Receipt receipt, Letter letter, int index, Value said, Sorted sorted) {
    receipt
        .of(letter)
        .ifPresentOrElse(
            command ->
                (receipt.event() == Feedback.Kind.UNSUBSCRIBED ? sorted.urgent : sorted.taken)
                    .add(command),
            () ->
                sorted.refuse(
                    index,
                    said,
                    "bad_receipt",
                    "The channel %s knows no event '%s'"
                        .formatted(letter.channel(), receipt.event().word())));
  }

  private Map<String, Letter> letters(List<Value> receipts) {
    return runtime
        .ask(view -> {
          Map<String, Letter> letters = new TreeMap<>();
          for (Value receipt : receipts) {
            if (receipt instanceof Value.Fields fields) {
              String id = fields.text("message");
              view.letter(id).ifPresent(letter -> letters.put(id, letter));
            }
          }
          return letters;
        })
        .join();
  }
}
