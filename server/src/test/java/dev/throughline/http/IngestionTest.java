package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.EventBatch;
import dev.throughline.event.Event;
import dev.throughline.registry.Registry.Issued;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Dead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestionTest {
  private Shop shop;
  private int ids;

  @BeforeAll
  void open(@TempDir Path data) {
    shop = Shop.open(data);
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @BeforeEach
  void forget() {
    shop.settled();
    shop.events.clear();
  }

  private String coffee() {
    return "{\"type\":\"track\",\"userId\":\"u1\",\"event\":\"Coffee\",\"messageId\":\"m%d\"}"
        .formatted(ids++);
  }

  private String batchOf(String... events) {
    return "{\"batch\":[" + String.join(",", events) + "]}";
  }

  private void assertCounted(int events) {
    shop.settled();
    assertThat(shop.events).hasSize(events);
  }

  private Dead newestDead() {
    return shop.dead().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/identify, IDENTIFY", "/v1/i, IDENTIFY", "/v1/track, TRACK", "/v1/t/, TRACK",
    "/v1/page, PAGE", "/v1/p, PAGE", "/v1/screen/, SCREEN", "/v1/s, SCREEN",
    "/v1/group, GROUP", "/v1/g/, GROUP", "/v1/alias, ALIAS", "/v1/a, ALIAS"
  })
  void aPathNamesTheTypeOfItsCall(String path, Event.Type type) {
    HttpResponse<String> answer =
        shop.post(
            path,
            "{\"userId\":\"u1\",\"event\":\"Coffee\",\"groupId\":\"g1\",\"previousId\":\"u1\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    shop.settled();
    assertThat(shop.events).extracting(Event::type).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/batch", "/v1/batch/", "/v1/b", "/v1/import", "/v1/import/"})
  void aBatchMayBeSentToAnyOfItsPaths(String path) {
    assertThat(shop.post(path, batchOf(coffee(), coffee())).statusCode()).isEqualTo(200);
    assertCounted(2);
  }

  @Test
  void theSameMessageIdCountsOnce() {
    String event = coffee();

    shop.post("/v1/batch", batchOf(event, event));
    shop.post("/v1/batch", batchOf(event));

    assertCounted(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "image/png"})
  void whatTheContentIsCalledDoesNotMatter(String type) {
    var answer =
        shop.send(
            shop.request("/v1/batch")
                .header("Authorization", Shop.basic(shop.serverKey))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(batchOf(coffee())))
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertCounted(1);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, gzip",
    "gzip, ''",
    "gzip, deflate",
    "zlib, deflate",
    "raw, deflate",
    "plain, gzip",
    "plain, deflate",
    "plain, identity"
  })
  void aBodyIsInflatedByWhatItIsAndNotByWhatItIsCalled(String is, String called)
      throws IOException {
    assertThat(sendPacked(packed(is, batchOf(coffee())), called).statusCode()).isEqualTo(200);
    assertCounted(1);
  }

  @Test
  void anEncodingThatIsNotKnownIsNamedAsSuch() throws IOException {
    var answer = sendPacked(packed("plain", batchOf(coffee())), "br");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("accept-encoding")).contains("gzip, deflate");
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    assertThat(sendPacked(packed("gzip", " ".repeat(40 << 20)), "gzip").statusCode())
        .isEqualTo(413);
  }

  @Test
  void aDamagedBodyIsRefused() throws IOException {
    byte[] whole = packed("gzip", batchOf(coffee()));
    whole[whole.length - 6] ^= 1;

    assertThat(sendPacked(whole, "gzip").statusCode()).isEqualTo(400);
    byte[] nested = packed("gzip", new String(packed("gzip", "{}"), StandardCharsets.ISO_8859_1));
    assertThat(sendPacked(nested, "gzip").statusCode()).isEqualTo(400);
    assertCounted(0);
  }

  @Test
  void aBatchHasItsLargestSizeInBytes() {
    String body = batchOf(coffee());
    String fits = body + " ".repeat(EventBatch.MAX_BYTES - body.length());

    assertThat(shop.post("/v1/batch", fits).statusCode()).isEqualTo(200);
    HttpResponse<String> over = shop.post("/v1/batch", fits + " ");
    assertThat(over.statusCode()).isEqualTo(400);
    assertThat(over.body()).contains("batch_too_large");
  }

  @Test
  void oneBadEventOfABatchBecomesADeadLetterAndTheRestCounts() {
    String bad = "{\"type\":\"track\",\"event\":\"Coffee\",\"userId\":7}";

    HttpResponse<String> answer = shop.post("/v1/batch", batchOf(coffee(), bad, coffee()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"success\":true")
        .contains("\"rejected\":[{\"code\":\"id_not_text\",\"index\":1");
    assertCounted(2);
    assertThat(newestDead().code()).isEqualTo("id_not_text");
    assertThat(newestDead().reason()).contains("userId is a number").contains("double quotes");
    assertThat(newestDead().raw()).isEqualTo(bad);
    assertThat(newestDead().source())
        .isEqualTo("key " + shop.serverKey.substring(shop.serverKey.length() - 4));
  }

  @Test
  void anEmptyBatchIsFine() {
    assertThat(shop.post("/v1/batch", "{\"batch\":[]}").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoJsonIsRefusedWithTheByteWhereItGoesWrong() {
    HttpResponse<String> answer = shop.post("/v1/batch", "{\"batch\":[}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("malformed_json").contains("byte 1");
  }

  @Test
  void theKeyMayBeShownAsABearerAsABasicUserInTheBodyOrInTheEvent() {
    String key = shop.serverKey;
    String keyed = coffee().replace("{", "{\"writeKey\":\"" + key + "\",");

    assertThat(authorized("Bearer " + key, batchOf(coffee()))).isEqualTo(200);
    assertThat(authorized(Shop.basic(key), batchOf(coffee()))).isEqualTo(200);
    assertThat(authorized("", keyed(batchOf(coffee()), key))).isEqualTo(200);
    assertThat(authorized("", batchOf(keyed))).isEqualTo(200);
    assertThat(authorized("Basic " + "!", keyed(batchOf(coffee()), key))).isEqualTo(200);
    assertCounted(5);
  }

  @Test
  void theKeyOfTheHeaderGoesBeforeTheKeyOfTheBody() {
    assertThat(authorized(Shop.basic(shop.serverKey), keyed(batchOf(coffee()), "other")))
        .isEqualTo(200);
    assertCounted(1);
  }

  @Test
  void withoutAKeyNothingIsTaken() {
    assertThat(authorized("", batchOf(coffee()))).isEqualTo(401);
    assertThat(authorized(Shop.basic("two words"), batchOf(coffee()))).isEqualTo(401);
    assertThat(authorized(Shop.basic("k".repeat(300)), batchOf(coffee()))).isEqualTo(401);
    assertCounted(0);
  }

  @Test
  void whatComesWithAnUnknownKeyIsKeptAsideAndNotLost() {
    String event = coffee();

    HttpResponse<String> answer = shop.post("/v1/batch", "mistyped-key", batchOf(event));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"quarantined\":1,\"success\":true}");
    assertCounted(0);
    assertThat(newestDead().code()).isEqualTo("unknown_key");
    assertThat(newestDead().raw()).isEqualTo(event);
  }

  @Test
  void aRevokedKeyIsTreatedAsUnknown() {
    Issued issued = shop.server.registry().createKey(Scope.INGEST, "old");
    shop.server.registry().revoke(issued.key().id());

    shop.post("/v1/batch", issued.secret(), batchOf(coffee()));

    assertCounted(0);
    assertThat(newestDead().code()).isEqualTo("revoked_key");
  }

  @Test
  void aPageOfAnotherOriginMayAskAndSend() {
    var preflight =
        shop.send(
            shop.request("/v1/t")
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,x-retry-count")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-origin"))
        .contains("https://shop.example");
    assertThat(preflight.headers().firstValue("access-control-allow-headers"))
        .contains("authorization,x-retry-count");
    assertThat(preflight.headers().firstValue("access-control-max-age")).contains("86400");
    assertThat(preflight.headers().firstValue("access-control-allow-credentials")).isEmpty();
  }

  @Test
  void onlyIngestionIsOpenToOtherOrigins() {
    for (String path : new String[] {"/health/ready", "/api/catalog"}) {
      var answer = shop.send(shop.request(path).header("Origin", "https://shop.example").build());
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void aBrowserClientIsToldItsKeyAndToSendEverythingHere() {
    var answer = shop.send(shop.request("/v1/projects/wk-1/settings").build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"apiKey\":\"wk-1\"")
        .contains("\"apiHost\":\"127.0.0.1:%d/v1\"".formatted(shop.server.port()))
        .contains("\"protocol\":\"http\"");
  }

  @Test
  void otherPathsAndMethodsAreNamedAsSuch() {
    assertThat(shop.post("/v1/nonsense", "{}").statusCode()).isEqualTo(404);
    assertThat(shop.send(shop.request("/v1/track").build()).statusCode()).isEqualTo(405);
    assertThat(shop.post("/v1/projects/wk/settings", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void theServerSaysThatItIsAliveAndReady() {
    assertThat(shop.send(shop.request("/health/live").build()).statusCode()).isEqualTo(200);
    assertThat(shop.send(shop.request("/health/ready").build()).body())
        .contains("\"status\":\"ready\"");
  }

  private int authorized(String authorization, String body) {
    var request = shop.request("/v1/batch").POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return shop.send(request.build()).statusCode();
  }

  private static String keyed(String batch, String key) {
    return batch.substring(0, batch.length() - 1) + ",\"writeKey\":\"" + key + "\"}";
  }

  private HttpResponse<String> sendPacked(byte[] body, String encoding) {
    var request =
        shop.request("/v1/batch")
            .header("Authorization", Shop.basic(shop.serverKey))
            .POST(BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return shop.send(request.build());
  }

  private static byte[] packed(String how, String body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (how) {
          case "gzip" -> new GZIPOutputStream(bytes);
          case "zlib" -> new DeflaterOutputStream(bytes);
          case "raw" ->
              new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
          default -> bytes;
        }) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
