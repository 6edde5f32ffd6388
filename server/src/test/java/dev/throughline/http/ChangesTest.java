package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Documents written through the API, and journeys started by programs.
@Timeout(600)
class ChangesTest {
  private static final String PATH = "/api/catalog/segment/buyers";
  private static final String TWICE =
      """
      kind: segment
      key: buyers
      name: Faithful buyers
      when: "count('Order Completed', 'P30D') >= 2"
      """;

  private Gallery gallery;

  @BeforeEach
  void open(@TempDir Path data) {
    gallery = Gallery.open(data);
  }

  @AfterEach
  void close() {
    gallery.close();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private String tag() {
    return tag(gallery.answer("GET", PATH, ""));
  }

  @Test
  void aDocumentIsReplacedWhereItStandsAndTheOthersStayAsTheyWere() {
    JsonNode journey = gallery.get("/api/catalog/journey/welcome");
    HttpResponse<String> put = gallery.answer("PUT", PATH, TWICE, "If-Match", tag());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    JsonNode document = Contract.held("PUT", put);
    assertThat(document.get("name").asString()).isEqualTo("Faithful buyers");
    assertThat(document.get("updatedBy").asString()).isEqualTo("deploy");
    assertThat(document.get("version").asInt()).isEqualTo(2);
    assertThat(tag(put)).isEqualTo(tag());
    assertThat(gallery.get(PATH).get("source").asString()).isEqualTo(TWICE);
    assertThat(gallery.get("/api/catalog/journey/welcome").get("source"))
        .isEqualTo(journey.get("source"));
    assertThat(gallery.get("/api/segments/buyers").get("words").asString())
        .isEqualTo("Order Completed at least twice in the last 30 days.");
  }

  @Test
  void aDocumentThatSomebodyElseHasChangedIsNotOverwritten() {
    String before = tag();
    assertThat(gallery.answer("PUT", PATH, TWICE, "If-Match", before).statusCode()).isEqualTo(200);
    HttpResponse<String> late = gallery.answer("PUT", PATH, TWICE, "If-Match", before);
    assertThat(late.statusCode()).isEqualTo(412);
    Contract.held("PUT", late);
    assertThat(gallery.answer("PUT", PATH, TWICE).statusCode()).isEqualTo(412);
  }

  @Test
  void aNewDocumentNeedsNoTag() {
    String text = TWICE.replace("key: buyers", "key: faithful");
    HttpResponse<String> put = gallery.answer("PUT", "/api/catalog/segment/faithful", text);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    assertThat(Contract.held("PUT", put).get("version").asInt()).isEqualTo(1);
    assertThat(gallery.get("/api/segments").get("items")).hasSize(3);
  }

  @Test
  void aMistakeIsPointedAtAndNothingChanges() {
    String wrong = TWICE.replace("count(", "conut(");
    HttpResponse<String> put = gallery.answer("PUT", PATH, wrong, "If-Match", tag());
    assertThat(put.statusCode()).isEqualTo(422);
    JsonNode errors = Contract.held("PUT", put).get("errors");
    assertThat(errors.at("/0/pointer").asString()).isEqualTo("/when");
    assertThat(errors.at("/0/message").asString()).contains("count");
    assertThat(gallery.get(PATH).get("name").asString()).isEqualTo("Buyers");
    HttpResponse<String> other =
        gallery.answer("PUT", PATH, TWICE.replace("buyers", "sellers"), "If-Match", tag());
    assertThat(Contract.held("PUT", other).at("/errors/0/pointer").asString()).isEqualTo("/key");
  }

  @Test
  void aJourneyWhoseChannelHasNoProviderIsRefusedAtItsStep() {
    HttpResponse<String> now = gallery.answer("GET", "/api/catalog/journey/called", "");
    String source = Contract.held("GET", now).get("source").asString();
    String pushed =
        source.replace(
            "note: { send: { template: hello, channel: email } }",
            "note: { send: { template: hello, channel: push } }");
    HttpResponse<String> put =
        gallery.answer("PUT", "/api/catalog/journey/called", pushed, "If-Match", tag(now));
    assertThat(put.statusCode()).isEqualTo(422);
    assertThat(Contract.held("PUT", put).get("errors").toString())
        .contains("/steps/note")
        .contains("No provider is set up for the channel 'push'");
  }

  @Test
  void aProgramStartsAJourneyOnceForEachKey() {
    gallery.identify("ann", "Ann", "ann@example.net");
    String path = "/api/journeys/called/start";
    String body = "{\"customer\":\"ann\",\"properties\":{\"why\":\"test\"}}";
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          gallery.answer("POST", path, body, "Idempotency-Key", "only-once");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      Contract.held("POST", answer);
    }
    gallery.kept();
    assertThat(gallery.get("/api/journeys/called/metrics").get("entered").asInt()).isEqualTo(1);
    assertThat(gallery.get("/api/outbox?journey=called").get("items")).hasSize(1);
  }

  @Test
  void aJourneyThatListensToEventsIsNotStartedByPrograms() {
    HttpResponse<String> answer =
        gallery.answer("POST", "/api/journeys/welcome/start", "{\"customer\":\"ann\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    Contract.held("POST", answer);
    HttpResponse<String> nobody = gallery.answer("POST", "/api/journeys/called/start", "{}");
    assertThat(Contract.held("POST", nobody).at("/errors/0/pointer").asString())
        .isEqualTo("/customer");
  }
}
