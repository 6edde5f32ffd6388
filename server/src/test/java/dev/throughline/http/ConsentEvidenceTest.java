package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Command;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ann agrees at a checkout, refuses on the page of preferences and once more by one click: each is
/// proved (capability T1, reliability C27).
@Timeout(600)
class ConsentEvidenceTest {
  private static final String CATALOG =
      Greeting.by(
          "email",
          """
          consent: { marketing: { email: opt_in } }
          jurisdictions: { US: { consent: { marketing: { email: opt_out } } } }
          """,
          """
          subject: Hello
          html: "<html><body><p><a href='{{ preferences_url }}'>Preferences</a></p></body></html>"
          """);

  private Gallery gallery;

  @BeforeEach
  void open(@TempDir Path data) {
    gallery = Gallery.empty(data);
    gallery.shop.publish(CATALOG);
    gallery.identify("ann", "Ann", "ann@example.net");
    sent(
        """
        {"userId":"ann","event":"Subscribed","messageId":"checkout-1","timestamp":"2026-03-02T09:59:00Z",
        "properties":{"purpose":"marketing","channel":"email","text":"Yes, write to me","text_version":"2026-02"},
        "context":{"ip":"203.0.113.7","userAgent":"Firefox","library":{"name":"analytics.js","version":"2.1"}}}
        """);
  }

  @AfterEach
  void close() {
    gallery.close();
  }

  @Test
  void everyDecisionIsProvedNewestFirst() {
    refuseOnThePageAndByOneClick();
    JsonNode record = gallery.get("/api/customers/ann/consent");
    JsonNode click = record.at("/items/0");
    assertThat(click.get("source").asString()).isEqualTo("one_click");
    assertThat(click.get("decidedAt").asString()).isEqualTo("2026-03-02T10:02:00Z");
    assertThat(click.get("userAgent").asString()).isEqualTo("Mailer/1");
    JsonNode page = record.at("/items/1");
    assertThat(page.get("source").asString()).isEqualTo("preference_page");
    assertThat(page.get("ip").asString()).isEqualTo("127.0.0.1");
    assertThat(page.get("forwardedFor").asString()).isEqualTo("198.51.100.9");
    assertThat(page.get("text").asString()).isEqualTo("What may we send you? Marketing: by e-mail");
    assertThat(page.get("textVersion").asString()).isEqualTo(RecipientPages.WORDING_VERSION);
    assertThat(page.get("decisions").toString())
        .isEqualTo("[{\"channel\":\"email\",\"granted\":false,\"purpose\":\"marketing\"}]");
    JsonNode checkout = record.at("/items/2");
    assertThat(checkout.get("source").asString()).isEqualTo("sdk");
    assertThat(checkout.get("library").asString()).isEqualTo("analytics.js 2.1");
    assertThat(checkout.get("ip").asString()).isEqualTo("203.0.113.7");
    assertThat(checkout.get("text").asString()).isEqualTo("Yes, write to me");
    assertThat(checkout.get("textVersion").asString()).isEqualTo("2026-02");
    assertThat(checkout.get("messageId").asString()).isEqualTo("checkout-1");
    assertThat(checkout.get("entry").asLong()).isLessThan(page.get("entry").asLong());
    assertThat(record.get("items")).hasSize(3);
    assertThat(stateOfMail(record).get("state").asString()).isEqualTo("refused");
  }

  @Test
  void theUnsubscribePageSaysWhatItSaid() {
    post(unsubscribe(letter()), "");
    JsonNode evidence = gallery.get("/api/customers/ann/consent").at("/items/0");
    assertThat(evidence.get("source").asString()).isEqualTo("unsubscribe_page");
    assertThat(evidence.get("text").asString())
        .isEqualTo("You will get no more marketing messages by e-mail.");
  }

  @Test
  void theJurisdictionIsThatOfTheMoment() {
    gallery.pass(Duration.ofMinutes(1));
    send(
        "/v1/identify",
        """
        {"userId":"ann","traits":{"address":{"country":"US"}},
        "context":{"consent":{"categoryPreferences":{"news":true,"profiling":false}}}}
        """);
    JsonNode record = gallery.get("/api/customers/ann/consent");
    assertThat(record.get("jurisdiction").asString()).isEqualTo("US");
    assertThat(stateOfMail(record).get("unsaid").asString()).isEqualTo("opt_out");
    JsonNode preferences = record.at("/items/0");
    assertThat(preferences.get("jurisdiction").asString()).isEqualTo("US");
    assertThat(preferences.get("source").asString()).isEqualTo("api");
    assertThat(preferences.get("decisions")).hasSize(2);
    assertThat(record.at("/items/1/jurisdiction").asString()).isEqualTo("DE");
  }

  @Test
  void pagesGoOnToTheFirstDecision() {
    refuseOnThePageAndByOneClick();
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = gallery.get("/api/customers/ann/consent?limit=2" + cursor);
      page.get("items").forEach(item -> seen.add(item.get("messageId").asString()));
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
    } while (cursor != null);
    assertThat(seen).hasSize(3).doesNotHaveDuplicates().endsWith("checkout-1");
  }

  @Test
  void theFilesProveThemselves() throws Exception {
    refuseOnThePageAndByOneClick();
    List<String> lines = file("ndjson").body().lines().toList();
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      JsonNode evidence = Contract.heldTo("ConsentEvidence", line);
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(evidence.get("line").asString().getBytes(StandardCharsets.UTF_8));
      assertThat(evidence.get("sha256").asString()).isEqualTo(HexFormat.of().formatHex(hash));
    }
    HttpResponse<String> csv = file("csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"consent.csv\"");
    assertThat(csv.body().lines().toList()).hasSize(4);
    assertThat(csv.body())
        .startsWith("decidedAt,receivedAt,purpose,channel,decision,")
        .contains(",marketing,email,withdrawn,DE,preference_page,")
        .contains(",marketing,email,granted,DE,sdk,analytics.js 2.1,\"Yes, write to me\",2026-02,");
    HttpResponse<String> wrong = gallery.answer("GET", "/api/customers/ann/consent?format=pdf", "");
    assertThat(wrong.statusCode()).isEqualTo(400);
    Contract.held("GET", wrong);
  }

  @Test
  void nothingOfSomebodyErasedIsLeftInIt() {
    refuseOnThePageAndByOneClick();
    var durable =
        gallery.shop.server.runtime().submitUrgently(List.of(new Command.Erase("ann"))).join();
    gallery.shop.server.runtime().applied(durable).join();
    gallery.kept();
    for (String format : List.of("json", "ndjson", "csv")) {
      assertThat(file(format).body())
          .doesNotContain("203.0.113.7", "198.51.100.9", "checkout-1", "Mailer/1", "write to me");
    }
    assertThat(file("json").statusCode()).isEqualTo(404);
  }

  private static JsonNode stateOfMail(JsonNode record) {
    for (JsonNode state : record.get("state")) {
      if (state.get("purpose").asString().equals("marketing")
          && state.get("channel").asString().equals("email")) {
        return state;
      }
    }
    throw new AssertionError("There is no state of marketing by e-mail: " + record);
  }

  private void refuseOnThePageAndByOneClick() {
    JsonNode letter = letter();
    gallery.pass(Duration.ofMinutes(1));
    post(path(letter.get("html").asString(), "/p/"), "");
    gallery.pass(Duration.ofMinutes(1));
    post(unsubscribe(letter), "List-Unsubscribe=One-Click");
    gallery.kept();
  }

  /// What Ann was sent for signing up.
  private JsonNode letter() {
    sent("{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s1\"}");
    JsonNode row = gallery.get("/api/outbox").at("/items/0");
    return gallery.get("/api/outbox/" + row.get("message").asString());
  }

  private static String unsubscribe(JsonNode letter) {
    return path(letter.at("/headers/0/value").asString(), "/u/");
  }

  private static String path(String text, String kind) {
    Matcher link = Pattern.compile(kind + "[\\w.-]+").matcher(text);
    assertThat(link.find()).as("%s in %s", kind, text).isTrue();
    return link.group();
  }

  private void post(String path, String body) {
    HttpResponse<String> answer =
        gallery.shop.send(
            gallery
                .shop
                .request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "Mailer/1")
                .header("X-Forwarded-For", "198.51.100.9")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    gallery.kept();
  }

  private void sent(String track) {
    send("/v1/track", track);
  }

  private void send(String path, String body) {
    // Whatever is wrong with the body is told here rather than found missing later.
    assertThat(JsonMapper.shared().readTree(body).isObject()).isTrue();
    assertThat(gallery.shop.post(path, body).statusCode()).isEqualTo(200);
    gallery.kept();
  }

  private HttpResponse<String> file(String format) {
    return gallery.answer("GET", "/api/customers/ann/consent?format=" + format, "");
  }
}
