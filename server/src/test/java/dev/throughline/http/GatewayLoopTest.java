package dev.throughline.http;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.gateway.ChannelSettings;
import dev.throughline.channel.gateway.Gateway;
import dev.throughline.channel.gateway.PluginYard;
import dev.throughline.channel.gateway.SharedSecret;
import dev.throughline.runtime.Letter;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A message goes out by a gateway over real HTTP, and what became of it comes back by receipts.
@Timeout(600)
class GatewayLoopTest {
  private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String CATALOG =
      Greeting.unasked("sms", "body: \"Hello {{ profile.name }}\"");

  private final Gateway gateway = new Gateway();
  @TempDir private Path data;
  private Shop shop;

  @BeforeEach
  void open() {
    ChannelSettings push =
        new ChannelSettings.Gateway(gateway.url(), SharedSecret.parse(OTHER).orElseThrow(), true);
    shop = open(Map.of("sms", gateway.settings(true), "push", push));
  }

  private Shop open(Map<String, ChannelSettings> channels) {
    Configuration configuration =
        new Configuration(
            new TreeSet<>(),
            new TreeSet<>(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(channels));
    Shop opened = Shop.open(data, configuration);
    opened.publish(CATALOG);
    opened.post(
        "/v1/identify",
        "{\"userId\":\"ann\",\"traits\":{\"phone\":\"+4915112345678\",\"name\":\"Ann\"}}");
    return opened;
  }

  @AfterEach
  void close() {
    shop.close();
    gateway.close();
  }

  @Test
  void aMessageIsDeliveredWhenTheReceiptSaysSo() {
    String message = signUp(1);
    Gateway.Call call = gateway.calls.getFirst();
    assertThat(call.id()).isEqualTo(message);
    assertThat(call.body().text("to")).isEqualTo("+4915112345678");
    assertThat(call.body().get("parts").toString()).contains("Hello Ann");
    until(() -> stateOf(message) == Letter.State.SENT);
    assertThat(names()).doesNotContain("SMS Delivered");

    JsonNode taken = held(receipts(receipt("r1", message, "delivered", "2026-03-02T09:59:00Z")));
    assertThat(taken.get("accepted").asInt()).isEqualTo(1);
    assertThat(names()).contains("SMS Delivered");
    until(() -> facts().contains("\"kind\":\"message.delivered\""));
    assertThat(
            facts()
                .lines()
                .filter(fact -> fact.contains("\"kind\":\"message.delivered\""))
                .toList())
        .singleElement()
        .asString()
        .contains("\"message\":\"" + message + "\"", "\"journey\":\"greeting\"")
        .contains("\"at\":\"2026-03-02T");
    assertThat(shop.<Integer>ask(view -> view.customer("ann").orElseThrow().touches.size()))
        .isEqualTo(1);
  }

  @Test
  void f74ReceiptsCountOnceInWhateverOrderTheyCome() {
    String message = signUp(1);
    String list =
        "[%s,%s,%s,%s]"
            .formatted(
                receipt("r2", message, "clicked", "2026-03-02T10:00:00Z"),
                receipt("r1", message, "delivered", "2026-03-02T10:00:00Z"),
                receipt("r1", message, "delivered", "2026-03-02T10:00:00Z"),
                receipt("r3", message, "delivered", "2026-03-02T10:00:00Z"));
    held(receipts(list));
    held(receipts(list));
    assertThat(names().stream().filter("SMS Delivered"::equals)).hasSize(1);
    assertThat(names().stream().filter("SMS Link Clicked"::equals)).hasSize(1);
  }

  @Test
  void everyBadReceiptIsNamedAndStopsNoOther() {
    String message = signUp(1);
    String list =
        "[%s,%s,%s,%s,7]"
            .formatted(
                receipt("r1", "nosuch", "delivered", "2026-03-02T10:00:00Z"),
                receipt("r2", message, "eaten", "2026-03-02T10:00:00Z"),
                receipt("r3", message, "opened", "yesterday"),
                receipt("r4", message, "replied", "2026-03-02T10:00:00Z"));
    JsonNode taken = held(receipts(list));
    assertThat(taken.get("accepted").asInt()).isEqualTo(1);
    assertThat(taken.get("refused").findValuesAsString("id")).containsExactly("r1", "r2", "r3", "");
    assertThat(taken.get("refused").findValuesAsString("reason"))
        .containsExactly("unknown_message", "bad_receipt", "bad_receipt", "bad_receipt");
    assertThat(names()).contains("SMS Replied");
    assertThat(shop.dead()).extracting(dead -> dead.code()).contains("unknown_message");
  }

  @Test
  void anOptOutHoldsAtOnce() {
    String message = signUp(1);
    held(receipts(receipt("r1", message, "unsubscribed", "2026-03-02T10:00:00Z")));
    assertThat(shop.mayBeSent("sms")).isFalse();
  }

  @Test
  void aBounceStopsTheNumber() {
    String message = signUp(1);
    held(receipts(receipt("r1", message, "bounced", "2026-03-02T10:00:00Z")));
    Map<String, String> bad = shop.ask(view -> view.customer("ann").orElseThrow().badAddresses);
    assertThat(bad).containsEntry("sms:+4915112345678", "bounced");
  }

  @Test
  void f72AReceiptSettlesWhatWasUnknown() {
    gateway.answers(exchange -> exchange.close());
    String message = signUp(1);
    until(() -> stateOf(message) == Letter.State.UNKNOWN);
    held(receipts(receipt("r1", message, "delivered", "2026-03-02T10:00:00Z")));
    assertThat(stateOf(message)).isEqualTo(Letter.State.SENT);
    assertThat(gateway.calls).hasSize(1);
  }

  @Test
  void f74AForgedOrOldReceiptIsRefused() {
    String message = signUp(1);
    String receipt = receipt("r1", message, "delivered", "2026-03-02T10:00:00Z");
    assertThat(receipts(receipt, Duration.ofMinutes(6), Gateway.SECRET).statusCode())
        .isEqualTo(401);
    assertThat(receipts(receipt, Duration.ofMinutes(-6), Gateway.SECRET).statusCode())
        .isEqualTo(401);
    HttpResponse<String> unsigned =
        shop.send(shop.request("/api/receipts").POST(BodyPublishers.ofString(receipt)).build());
    assertThat(unsigned.statusCode()).isEqualTo(401);
    Contract.held("POST", unsigned);
    HttpResponse<String> keyed =
        shop.send(
            shop.request("/api/receipts")
                .header("Authorization", "Bearer " + shop.adminKey)
                .POST(BodyPublishers.ofString(receipt))
                .build());
    assertThat(keyed.statusCode()).isEqualTo(401);
    assertThat(names()).doesNotContain("SMS Delivered");
  }

  @Test
  void aGatewaySpeaksOfItsOwnChannelAlone() {
    String message = signUp(1);
    String receipt = receipt("r1", message, "delivered", "2026-03-02T10:00:00Z");
    JsonNode taken = held(receipts(receipt, Duration.ZERO, OTHER));
    assertThat(taken.get("accepted").asInt()).isZero();
    assertThat(names()).doesNotContain("SMS Delivered");
  }

  @Test
  void f75WithoutASecretNothingIsTaken() throws IOException {
    shop.close();
    PluginYard.example(Files.createDirectories(data.resolve("plugins")).resolve("file.jar"));
    Path file = data.resolve("sms.tsv");
    shop =
        open(
            Map.of(
                "sms",
                new ChannelSettings.Plugin(
                    "file",
                    new TreeMap<>(Map.of("file", file.toString())),
                    Optional.empty(),
                    false)));
    shop.post("/v1/track", "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s1\"}");
    until(() -> names().contains("SMS Delivered"));
    assertThat(file).content().endsWith("\t+4915112345678\tHello Ann\n");
    HttpResponse<String> answer =
        receipts(receipt("r1", "m1", "delivered", "2026-03-02T10:00:00Z"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("not_configured");
  }

  /// The send key of what the gateway was sent.
  private String signUp(int nth) {
    shop.post(
        "/v1/track",
        "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s%d\"}".formatted(nth));
    until(() -> gateway.calls.size() >= nth);
    return gateway.calls.get(nth - 1).id();
  }

  private static String receipt(String id, String message, String event, String at) {
    return "{\"id\":\"%s\",\"message\":\"%s\",\"event\":\"%s\",\"at\":\"%s\",\"reason\":\"it is so\"}"
        .formatted(id, message, event, at);
  }

  private HttpResponse<String> receipts(String body) {
    return receipts(body, Duration.ZERO, Gateway.SECRET);
  }

  private HttpResponse<String> receipts(String body, Duration ago, String secret) {
    String seconds = Long.toString(Shop.NOW.minus(ago).getEpochSecond());
    String signature =
        SharedSecret.parse(secret)
            .orElseThrow()
            .sign("w1", seconds, body.getBytes(StandardCharsets.UTF_8));
    return shop.send(
        shop.request("/api/receipts")
            .header("content-type", "application/json")
            .header("webhook-id", "w1")
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode held(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Contract.held("POST", answer);
  }

  private String facts() {
    return shop.send(
            shop.request("/api/facts").header("Authorization", "Bearer " + shop.adminKey).build())
        .body();
  }

  private Letter.State stateOf(String message) {
    return shop.ask(view -> view.letter(message).orElseThrow().state());
  }

  private List<String> names() {
    shop.settled();
    return shop.events.stream().map(event -> event.name()).toList();
  }
}
