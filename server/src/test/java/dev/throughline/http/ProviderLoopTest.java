package dev.throughline.http;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.provider.Desk;
import dev.throughline.runtime.Letter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A mail goes out through a provider's API, and what the provider calls back with becomes facts.
@Timeout(600)
class ProviderLoopTest {
  private static final String CATALOG =
      Greeting.unasked(
          "email",
          """
          subject: "Hello"
          html: "<p>Look at <a href='https://shop.example/new'>what is new</a></p>"
          """);
  private static final KeyPair SENDGRID = keyPair();

  private Desk desk = Desk.sendGrid();
  private Shop shop;

  private Path data;

  @BeforeEach
  void open(@TempDir Path data) throws IOException {
    this.data = data;
    String key = Base64.getEncoder().encodeToString(SENDGRID.getPublic().getEncoded());
    shop = shop("provider: sendgrid\nverification_key: " + key);
  }

  private void openAgain(String settings) throws IOException {
    shop.close();
    shop = shop(settings);
  }

  private Shop shop(String settings) throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "a-secret");
    String common =
        """
        email:
          key: { file: %s }
          endpoint: %s
          from: "Shop <hello@shop.example>"
          postal_address: "Shop, High Street 1, London"
        """
            .formatted(secret, desk.url());
    String own = settings.indent(2).replace("SECRET", secret.toString());
    Shop opened = Shop.open(data.resolve("shop"), Shop.configuration(common + own));
    opened.publish(CATALOG);
    opened.post("/v1/identify", "{\"userId\":\"ann\",\"traits\":{\"email\":\"ann@example.net\"}}");
    return opened;
  }

  @AfterEach
  void close() {
    shop.close();
    desk.close();
  }

  @Test
  void aDecidedMailIsToldOnceAndWhatIsCalledBackBecomesFacts_F73_F74() {
    String key = signUp();
    until(() -> state(key) == Letter.State.SENT);
    assertThat(names()).as("nobody has said so yet").doesNotContain("Email Delivered");

    // Out of order, and twice.
    String body =
        """
        [{"event":"click","url":"https://shop.example/new","sg_event_id":"e3",%1$s},
         {"event":"open","sg_event_id":"e2",%1$s},
         {"event":"delivered","sg_event_id":"e1",%1$s},
         {"event":"processed","sg_event_id":"e0",%1$s},
         {"event":"bounce","type":"bounce","status":"5.1.1","reason":"550 none","sg_event_id":"e4",%1$s}]
        """
            .formatted(common(key));
    for (int i = 0; i < 2; i++) {
      JsonNode said = Contract.held("POST", calledBack(body));
      assertThat(said.get("counted").asInt()).isEqualTo(4);
      assertThat(said.get("ignored").asInt()).isEqualTo(1);
    }

    assertThat(names())
        .containsOnlyOnce("Email Link Clicked", "Email Opened", "Email Delivered", "Email Bounced");
    Map<String, String> bad = shop.ask(view -> view.customer("ann").orElseThrow().badAddresses);
    assertThat(bad).containsEntry("email:ann@example.net", "bounced");
    until(() -> facts().lines().count() == 4);
    assertThat(facts()).contains("5.1.1 550 none");
    assertThat(desk.asked).as("the provider was asked once").hasSize(1);
    assertThat(shop.dead()).isEmpty();
  }

  @Test
  void anAnswerThatWasLostIsMadeGoodByTheProvidersWord_F72() {
    desk.answers(Desk.RESET);
    String key = signUp();
    until(() -> state(key) == Letter.State.UNKNOWN);
    assertThat(names()).doesNotContain("Email Delivered");

    calledBack("[{\"event\":\"delivered\",\"sg_event_id\":\"e1\",%s}]".formatted(common(key)));

    assertThat(state(key)).isEqualTo(Letter.State.SENT);
    assertThat(names()).containsOnlyOnce("Email Delivered");
    shop.clock.addAndGet(TimeUnit.DAYS.toMillis(1));
    shop.settled();
    assertThat(desk.asked).as("it is not sent again").hasSize(1);
  }

  @Test
  void aProviderThatHasTooMuchToDoIsAskedAgainWhenItSaid_F70() {
    desk.answers(Desk.answer("429 Too Many Requests", "", "Retry-After: 60"));
    String key = signUp();
    until(() -> letter(key).attempts() == 1 && state(key) == Letter.State.DECIDED);
    assertThat(letter(key).nextAt()).isEqualTo(Shop.NOW.plusSeconds(60));

    shop.clock.addAndGet(60_000);
    until(() -> state(key) == Letter.State.SENT);
    assertThat(desk.asked).hasSize(2);
  }

  @Test
  void aMailThatNobodyHereKnowsIsADeadLetter_F74() {

    JsonNode said =
        Contract.held(
            "POST",
            calledBack(
                "[{\"event\":\"open\",\"sg_event_id\":\"e1\",\"throughline_key\":\"zz9\"},"
                    + "{\"event\":\"open\",\"sg_event_id\":\"e2\"}]"));

    assertThat(said.get("unknown").asInt()).isEqualTo(1);
    assertThat(said.get("ignored").asInt()).isEqualTo(1);
    assertThat(shop.dead())
        .singleElement()
        .satisfies(dead -> {
          assertThat(dead.code()).isEqualTo("unknown_message");
          assertThat(dead.reason()).contains("zz9");
          assertThat(dead.raw()).contains("\"sg_event_id\":\"e1\"");
        });
  }

  @Test
  void whatIsForgedOrRecordedCountsForNothing_F74_S4() {
    String key = signUp();
    String body = "[{\"event\":\"spamreport\",\"sg_event_id\":\"e1\",%s}]".formatted(common(key));
    long second = Shop.NOW.getEpochSecond();

    for (HttpResponse<String> answer :
        List.of(
            post("/api/callbacks/sendgrid", body, Map.of()),
            signed(body, second, keyPair()),
            signed(body, second - 301, SENDGRID),
            signed(body, second + 301, SENDGRID),
            post("/api/callbacks/sendgrid", body + " ", headers(body, second, SENDGRID)))) {
      assertThat(answer.statusCode()).isEqualTo(401);
      Contract.held("POST", answer);
    }
    assertThat(signed("{}", second, SENDGRID).statusCode()).isEqualTo(400);
    // One byte too many: more would be cut off while it is still being sent.
    assertThat(signed("x".repeat((1 << 20) + 1), second, SENDGRID).statusCode()).isEqualTo(413);
    assertThat(names()).doesNotContain("Email Marked as Spam");
    assertThat(post("/api/callbacks/postmark", "{}", Map.of()).statusCode()).isEqualTo(503);
  }

  @Test
  void withoutAKeyToCheckByNothingIsTaken_F75() throws IOException {
    openAgain("provider: sendgrid");
    for (String path : List.of("/api/callbacks/sendgrid", "/api/callbacks/postmark")) {
      HttpResponse<String> answer =
          post(path, "[]", headers("[]", Shop.NOW.getEpochSecond(), SENDGRID));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("not_configured");
      Contract.held("POST", answer);
    }
    signUp();
    until(() -> names().contains("Email Delivered"));
  }

  @Test
  void whoLeavesAtPostmarkHasLeftHere() throws IOException {
    desk.close();
    desk = Desk.postmark();
    openAgain("provider: postmark\ncallback: { user: pm, password: { file: SECRET } }");
    String key = signUp();
    until(() -> state(key) == Letter.State.SENT);
    String body =
        """
        {"RecordType":"SubscriptionChange","MessageID":"m1","Origin":"Recipient",
         "SuppressSending":true,"SuppressionReason":"ManualSuppression",
         "ChangedAt":"2026-03-02T10:00:00Z","Metadata":{"throughline_key":"%s"}}
        """
            .formatted(key);
    String login = "Basic " + base64("pm:a-secret");

    assertThat(post("/api/callbacks/postmark", body, Map.of()).statusCode()).isEqualTo(401);
    assertThat(shop.mayBeSent("email")).isTrue();
    JsonNode said =
        Contract.held(
            "POST", post("/api/callbacks/postmark", body, Map.of("Authorization", login)));
    assertThat(said.get("counted").asInt()).isEqualTo(1);
    assertThat(shop.mayBeSent("email")).isFalse();

    shop.post("/v1/track", "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s2\"}");
    shop.settled();
    assertThat(desk.asked).hasSize(1);
  }

  /// The send key, once the provider has been asked.
  private String signUp() {
    shop.post("/v1/track", "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s1\"}");
    until(() -> !desk.asked.isEmpty());
    JsonNode told = JsonMapper.shared().readTree(desk.asked.getFirst().body());
    JsonNode atSendGrid = told.at("/personalizations/0/custom_args/throughline_key");
    return atSendGrid.isMissingNode()
        ? told.at("/Metadata/throughline_key").asString()
        : atSendGrid.asString();
  }

  private static String common(String key) {
    return "\"email\":\"ann@example.net\",\"timestamp\":%d,\"throughline_key\":\"%s\""
        .formatted(Shop.NOW.getEpochSecond(), key);
  }

  private HttpResponse<String> calledBack(String body) {
    HttpResponse<String> answer = signed(body, shop.clock.get() / 1_000, SENDGRID);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private HttpResponse<String> signed(String body, long second, KeyPair keys) {
    return post("/api/callbacks/sendgrid", body, headers(body, second, keys));
  }

  private static Map<String, String> headers(String body, long second, KeyPair keys) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update((second + body).getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "X-Twilio-Email-Event-Webhook-Signature",
          Base64.getEncoder().encodeToString(signature.sign()),
          "X-Twilio-Email-Event-Webhook-Timestamp",
          Long.toString(second));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        shop.request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return shop.send(request.build());
  }

  private List<String> names() {
    return shop.events.stream().map(event -> event.name()).toList();
  }

  private String facts() {
    return shop.send(
            shop.request(
                    "/api/facts?kind=message.delivered,message.opened,message.clicked,message.bounced")
                .header("Authorization", "Bearer " + shop.adminKey)
                .build())
        .body();
  }

  private Letter letter(String key) {
    return shop.ask(view -> view.letter(key).orElseThrow());
  }

  private Letter.State state(String key) {
    return letter(key).state();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
