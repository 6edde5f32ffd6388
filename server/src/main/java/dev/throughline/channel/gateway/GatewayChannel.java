package dev.throughline.channel.gateway;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Heard;
import dev.throughline.channel.HttpJudgement;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;

/// A channel by webhook: each message is one signed call to a gateway, which has it from there.
public final class GatewayChannel implements Channel {
  /// A message of this size without attachments is a mistake.
  static final int MAX_BYTES = 2 * 1024 * 1024;

  /// How long the body of an answer may take: the status has said all that counts.
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_ID_CHARS = 200;

  private final ChannelSettings.Gateway settings;
  private final Links links;
  private final InstantSource clock;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// @param patience how long an answer may take
  public GatewayChannel(
      ChannelSettings.Gateway settings, Links links, InstantSource clock, Duration patience) {
    this.settings = settings;
    this.links = links;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public Delivery deliver(Outgoing message) {
    byte[] body = json(message).getBytes(StandardCharsets.UTF_8);
    if (body.length > MAX_BYTES) {
      return new Delivery.Failed(
          Delivery.Reason.UNSENDABLE, "the message is larger than %d bytes".formatted(MAX_BYTES));
    }
    Instant now = clock.instant();
    String seconds = Long.toString(now.getEpochSecond());
    HttpRequest call =
        HttpRequest.newBuilder(settings.url())
            .timeout(patience)
            .setHeader("content-type", "application/json")
            .setHeader("webhook-id", message.sendKey())
            .setHeader("webhook-timestamp", seconds)
            .setHeader(
                "webhook-signature", settings.shared().sign(message.sendKey(), seconds, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    Heard heard = new Heard(BODY_PATIENCE);
    return heard.judged(client, call, start -> HttpJudgement.of(start, id(heard.body()), now));
  }

  /// The gateway's own id, where its answer is an object that has one.
  private static String id(String body) {
    if (JsonValues.parse(body) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      String id = fields.text("id");
      return id.length() <= MAX_ID_CHARS ? id : "";
    }
    return "";
  }

  private String json(Outgoing message) {
    Links.Own own = links.own(message);
    TreeMap<String, Value> parts = new TreeMap<>();
    message.parts().forEach((name, text) -> parts.put(name, Value.of(own.in(text))));
    TreeMap<String, Value> fields = new TreeMap<>();
    fields.put("id", Value.of(message.sendKey()));
    fields.put("channel", Value.of(message.channel()));
    fields.put("to", Value.of(message.address()));
    fields.put("customer", Value.of(message.customer().value()));
    fields.put("journey", Value.of(message.journey()));
    fields.put("version", Value.of((long) message.version()));
    fields.put("step", Value.of(message.step()));
    fields.put("arm", message.arm() == null ? Value.Nothing.NOTHING : Value.of(message.arm()));
    fields.put("purpose", Value.of(message.purpose()));
    fields.put("decidedAt", Value.of(message.decidedAt().toString()));
    fields.put("parts", new Fields(parts));
    return JsonValues.write(new Fields(fields));
  }

  @Override
  public void close() {
    client.close();
  }
}
