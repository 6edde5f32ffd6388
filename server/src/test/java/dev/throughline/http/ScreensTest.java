package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every screen of a shop where something has happened. Each answer is held to `openapi.json`.
@Timeout(600)
class ScreensTest {
  private static Gallery gallery;

  @BeforeAll
  static void open(@TempDir Path data) {
    gallery = Gallery.lived(data);
  }

  @AfterAll
  static void close() {
    gallery.close();
  }

  private static List<String> texts(JsonNode items, String name) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.get(name).asString()));
    return texts;
  }

  /// Somebody whose greeting was sent, or was a ghost's.
  private static String somebody(String outcome) {
    for (int i = 1; i <= Gallery.PEOPLE; i++) {
      JsonNode records =
          gallery
              .get("/api/customers/p" + i + "/explain?journey=welcome&step=greet")
              .get("records");
      if (!records.isEmpty() && records.get(0).get("outcome").asString().equals(outcome)) {
        return "p" + i;
      }
    }
    throw new AssertionError("Nobody's greeting was " + outcome);
  }

  @Test
  void theSessionSaysWhoAndWhere() {
    JsonNode session = gallery.get("/api/session");
    assertThat(session.at("/workspace/zone").asString()).isEqualTo("Europe/Berlin");
    assertThat(session.at("/workspace/name").asString()).isEqualTo("Gallery");
    assertThat(session.at("/user/role").asString()).isEqualTo("admin");
  }

  @Test
  void peopleAreFoundByNameAddressNumberAndId() {
    for (String q : List.of("person 3", "P3@example", "p3")) {
      assertThat(texts(gallery.get("/api/customers?q=" + q.replace(" ", "%20")).get("items"), "id"))
          .as(q)
          .contains("p3");
    }
    assertThat(gallery.get("/api/customers?q=nobody-at-all").get("items")).isEmpty();
  }

  @Test
  void listsGoOnByTheirCursorToTheLast() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = gallery.get("/api/customers?limit=5" + cursor);
      seen.addAll(texts(page.get("items"), "id"));
      assertThat(page.get("total").asInt()).isEqualTo(Gallery.PEOPLE + 1);
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
    } while (cursor != null);
    assertThat(seen).hasSize(Gallery.PEOPLE + 1).doesNotHaveDuplicates();
  }

  @Test
  void aPersonIsShownAsTheyAreNow() {
    JsonNode person = gallery.get("/api/customers/p1");
    assertThat(person.get("name").asString()).isEqualTo("Person 1");
    assertThat(texts(person.get("segments"), "key")).containsExactly("buyers");
    assertThat(person.at("/totals/orders").asInt()).isEqualTo(1);
    assertThat(person.at("/totals/revenue/value").asString()).isEqualTo("100.50");
    assertThat(person.get("arms")).isNotEmpty();
    assertThat(person.get("caps")).hasSize(2);
    JsonNode other = gallery.get("/api/customers/p5");
    assertThat(other.get("id").asString()).isEqualTo("p5");
    assertThat(other.at("/journeys/0/step").asString()).isEqualTo("rest");
    assertThat(other.at("/journeys/0/waitingFor").asString()).isEqualTo("waits for 3 days");
  }

  @Test
  void aTimelineHasEventsAndDecisionsWithASentenceEach() {
    String sent = somebody("sent");
    JsonNode entries = gallery.get("/api/customers/" + sent + "/timeline").get("items");
    List<String> titles = new ArrayList<>();
    entries.forEach(entry ->
        titles.add(
            entry.get("kind").asString().equals("event")
                ? entry.at("/event/name").asString()
                : entry.get("title").asString()));
    assertThat(titles)
        .contains(
            "Signed Up",
            "Identify",
            "Entered Welcome",
            "Sent the e-mail “greet” of Welcome",
            "Delivered the e-mail “greet” of Welcome");
    JsonNode decisions =
        gallery.get("/api/customers/" + sent + "/timeline?kind=decisions").get("items");
    assertThat(decisions).isNotEmpty();
    decisions.forEach(
        entry -> assertThat(entry.at("/fact/kind").asString()).isEqualTo("message.decided"));
  }

  @Test
  void everyDecisionOpensItsRecord() {
    JsonNode sent = gallery.get("/api/customers/" + somebody("sent") + "/explain?journey=welcome");
    JsonNode record = sent.get("records").get(sent.get("records").size() - 1);
    assertThat(texts(record.get("checks"), "check"))
        .contains("consent", "address", "suppression", "frequency_cap", "arbitration", "render");
    assertThat(record.get("rendered").asBoolean()).isTrue();
    assertThat(record.get("subject").asString()).startsWith("Hello Person");
    assertThat(texts(record.get("delivery"), "kind")).contains("delivered");
    assertThat(record.at("/entry/outcome").asString()).isEqualTo("entered");
    assertThat(record.at("/entry/event/name").asString()).isEqualTo("Signed Up");
    assertThat(texts(record.get("arms"), "experiment")).contains("welcome");
    JsonNode ghost =
        gallery.get("/api/customers/" + somebody("ghost") + "/explain?journey=welcome&step=greet");
    assertThat(ghost.get("sentence").asString()).contains("held out");
  }

  @Test
  void whoWasTurnedAwayIsToldWhy() {
    JsonNode explained = gallery.get("/api/customers/guard/explain?journey=welcome");
    assertThat(explained.at("/entries/0/outcome").asString()).isEqualTo("rejected");
    assertThat(explained.at("/entries/0/reason").asString()).isEqualTo("suppressed");
    JsonNode checks = explained.at("/entries/0/checks");
    assertThat(texts(checks, "check")).containsExactly("trigger", "when", "unless");
    assertThat(checks.get(2).get("passed").asBoolean()).isFalse();
    assertThat(explained.get("sentence").asString()).contains("a suppression holds");
  }

  private static JsonNode rowOf(String journey) {
    for (JsonNode row : gallery.get("/api/registry").get("items")) {
      if (row.get("key").asString().equals(journey)) {
        return row;
      }
    }
    throw new AssertionError("The registry has no " + journey);
  }

  @Test
  void theRegistryAndAJourneysFiguresAgree() {
    JsonNode row = rowOf("welcome");
    JsonNode metrics = gallery.get("/api/journeys/welcome/metrics");
    assertThat(row.get("entered30d").asInt()).isEqualTo(Gallery.PEOPLE);
    assertThat(metrics.get("entered").asInt()).isEqualTo(Gallery.PEOPLE);
    assertThat(metrics.get("here")).isEqualTo(row.get("here"));
    assertThat(texts(metrics.get("steps"), "step"))
        .containsExactly("greet", "opened", "nudge", "rest", "again");
    JsonNode greet = metrics.get("steps").get(0);
    assertThat(greet.get("sent").asInt() + greet.get("ghost").asInt()).isEqualTo(Gallery.PEOPLE);
    assertThat(metrics.get("ghosts")).isEqualTo(greet.get("ghost"));
    assertThat(texts(metrics.get("rejections"), "reason")).containsExactly("suppressed");
    // The two who ordered have left, half an hour after they came.
    assertThat(metrics.at("/exits/0/reason").asString()).isEqualTo("goal");
    assertThat(metrics.at("/exits/0/medianTime").asString()).isEqualTo("PT30M");
    assertThat(metrics.get("completionRate").asDouble()).isEqualTo(1);
    assertThat(metrics.at("/days/0/entered").asInt()).isEqualTo(Gallery.PEOPLE);
    assertThat(metrics.at("/days/0/exited").asInt()).isEqualTo(2);
    assertThat(gallery.get("/api/journeys/welcome/metrics?version=99").get("entered").asInt())
        .isZero();
  }

  @Test
  void whoIsAtAStepAndUntilWhen() {
    JsonNode page = gallery.get("/api/journeys/welcome/people?step=rest");
    assertThat(page.get("total").asInt()).isEqualTo(page.get("items").size()).isPositive();
    page.get("items")
        .forEach(person ->
            assertThat(person.at("/position/until").asString()).startsWith("2026-03-05T1"));
  }

  @Test
  void aDocumentIsShownAsWrittenAndItsStepsInTheirOrder() {
    HttpResponse<String> answer = gallery.answer("GET", "/api/catalog/journey/welcome", "");
    JsonNode document = Contract.held("GET", answer);
    assertThat(document.get("source").asString()).startsWith("kind: journey\nkey: welcome");
    assertThat(List.copyOf(document.at("/body/steps").propertyNames()))
        .containsExactly("greet", "opened", "nudge", "rest", "again");
    assertThat(answer.headers().firstValue("ETag")).isPresent();
    assertThat(texts(gallery.get("/api/catalog/conversion").get("items"), "key"))
        .containsExactly("order");
  }

  @Test
  void segmentsAreSaidInWords() {
    JsonNode list = gallery.get("/api/segments");
    assertThat(texts(list.get("items"), "words"))
        .containsExactly(
            "Order Completed at least once in the last 30 days.",
            "Email ends with “@gallery.example” or role is one of “clerk” or “guard”.");
    JsonNode buyers = gallery.get("/api/segments/buyers");
    assertThat(buyers.get("size").asInt()).isEqualTo(2);
    assertThat(buyers.get("history")).isNotEmpty();
    JsonNode staff = gallery.get("/api/segments/staff");
    assertThat(texts(staff.get("usedBy"), "as"))
        .contains("keeps people out", "holds messages back");
    assertThat(staff.at("/conditions/kind").asString()).isEqualTo("any");
  }

  @Test
  void membersAndWhySomebodyIsOrIsNotOne() {
    assertThat(texts(gallery.get("/api/segments/buyers/members").get("items"), "customer"))
        .containsExactlyInAnyOrder("p1", "p2");
    JsonNode in = gallery.get("/api/segments/buyers/members/p1");
    assertThat(in.get("member").asBoolean()).isTrue();
    assertThat(in.at("/finding/saw").asString()).isEqualTo("1");
    JsonNode out = gallery.get("/api/segments/staff/members/p1");
    assertThat(out.get("member").asBoolean()).isFalse();
    assertThat(out.at("/finding/parts/0/saw").asString()).isEqualTo("p1@example.net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"journey", "step", "channel"})
  void creditIsShownByEveryModelBesideWhatTheHoldoutMeasured(String by) {
    JsonNode report =
        gallery.post(
            "/api/attribution/reports", "{\"conversion\":\"order\",\"by\":\"%s\"}".formatted(by));
    assertThat(report.at("/totals/conversions").asInt()).isEqualTo(2);
    assertThat(report.at("/totals/value").asString()).isEqualTo("125.50");
    assertThat(report.get("models")).hasSize(5);
    assertThat(report.get("lookback").asString()).isEqualTo("30 days before the conversion");
  }

  @Test
  void anOrderIsExplainedTouchByTouch() {
    JsonNode orders = gallery.get("/api/attribution/orders?conversion=order").get("items");
    assertThat(texts(orders, "order")).containsExactlyInAnyOrder("o1", "o2");
    JsonNode order = gallery.get("/api/attribution/orders/o2?conversion=order");
    assertThat(order.at("/refunded/value").asString()).isEqualTo("15.00");
    assertThat(order.get("customer").asString()).isEqualTo("p2");
  }

  @Test
  void theOutboxShowsWhatWasSentAsItsRecipientSeesIt() {
    JsonNode page = gallery.get("/api/outbox?channel=email");
    assertThat(page.get("total").asInt()).isEqualTo(page.get("items").size()).isPositive();
    JsonNode row = page.get("items").get(0);
    assertThat(row.get("state").asString()).isEqualTo("sent");
    JsonNode message = gallery.get("/api/outbox/" + row.get("message").asString());
    assertThat(message.get("html").asString()).contains("what is new");
    assertThat(texts(message.get("headers"), "name")).contains("List-Unsubscribe");
    assertThat(texts(message.get("events"), "kind")).contains("decided", "sent", "delivered");
    assertThat(gallery.get("/api/outbox?state=failed").get("items")).isEmpty();
    assertThat(gallery.get("/api/outbox?state=sent&limit=2").get("items")).hasSize(2);
  }

  @Test
  void thePolicySaysWhatEachRuleStopped() {
    JsonNode policy = gallery.get("/api/policy");
    assertThat(texts(policy.get("caps"), "words"))
        .containsExactly("2 marketing messages per 7 days", "1 SMS per day, by the calendar");
    assertThat(texts(policy.get("stopped"), "reason")).contains("holdout_journey");
    assertThat(policy.at("/totals/decided").asInt())
        .isEqualTo(
            policy.at("/totals/sent").asInt()
                + policy.at("/totals/ghost").asInt()
                + policy.at("/totals/held").asInt()
                + policy.at("/totals/dropped").asInt())
        .isPositive();
    assertThat(policy.get("pressure")).isNotEmpty();
    assertThat(policy.at("/attention/max").asInt()).isEqualTo(4);
    assertThat(policy.at("/caps/0/journey").isNull()).isTrue();
    assertThat(policy.at("/caps/1/tag").isNull()).isTrue();
  }

  @Test
  void aJourneySaysItsConditionsInTheWordsOfItsSegments() {
    JsonNode conditions = gallery.get("/api/catalog/journey/welcome").get("conditions");
    assertThat(texts(conditions, "when"))
        .containsExactly("profile.country != 'XX'", "in_segment('staff')");
    assertThat(texts(conditions, "words")).containsExactly("country is not “XX”", "is in Staff");
    assertThat(gallery.get("/api/catalog/segment/staff").get("conditions")).isEmpty();
  }

  @Test
  void factsStreamLineByLineAndGoOnFromWhereOneStopped() {
    HttpResponse<String> answer =
        gallery.answer("GET", "/api/facts?kind=journey.entered,journey.exited&limit=5", "");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines).hasSize(5);
    lines.forEach(line -> Contract.heldTo("Fact", line));
    String last = Contract.heldTo("Fact", lines.getLast()).get("id").asString();
    List<String> rest =
        gallery
            .answer("GET", "/api/facts?kind=journey.entered,journey.exited&after=" + last, "")
            .body()
            .lines()
            .toList();
    List<String> all =
        gallery
            .answer("GET", "/api/facts?kind=journey.entered,journey.exited", "")
            .body()
            .lines()
            .toList();
    List<String> joined = new ArrayList<>(lines);
    joined.addAll(rest);
    assertThat(joined).isEqualTo(all);
  }

  @Test
  void everyFactIsOneThatTheContractKnows() {
    List<String> lines = gallery.answer("GET", "/api/facts", "").body().lines().toList();
    assertThat(lines).hasSizeGreaterThan(50);
    lines.forEach(line -> Contract.heldTo("Fact", line));
  }

  @Test
  void storedHistoryIsSimulatedWithTheCatalogInForceAndWithAnother() {
    JsonNode now = gallery.post("/api/simulations", "{}");
    assertThat(now.get("people").asInt()).isEqualTo(Gallery.PEOPLE + 1);
    JsonNode entered = now.get("report");
    assertThat(entered.toString()).contains("welcome");
    String body =
        """
        {"documents":["kind: segment\\nkey: buyers\\nwhen: \\"count('Order Completed', 'P30D') >= 2\\""]}
        """;
    JsonNode other = gallery.post("/api/simulations", body);
    assertThat(other.get("report")).isNotEqualTo(entered);
  }

  @Test
  void whatIsNotThereIsAProblemWithAReason() {
    for (String path :
        List.of(
            "/api/customers/nobody",
            "/api/journeys/none/metrics",
            "/api/journeys/none/people",
            "/api/catalog/journey/none",
            "/api/catalog/none",
            "/api/segments/none",
            "/api/segments/none/members",
            "/api/attribution/orders/none?conversion=order",
            "/api/outbox/none")) {
      HttpResponse<String> answer = gallery.answer("GET", path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      Contract.held("GET", answer);
    }
  }

  @Test
  void aWrongQueryIsAnsweredWithAPointerToEachMistake() {
    HttpResponse<String> answer =
        gallery.answer("GET", "/api/customers?limit=many&cursor=nonsense", "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(texts(Contract.held("GET", answer).get("errors"), "pointer"))
        .containsExactly("/query/limit", "/query/cursor");
  }

  @Test
  void theServersOwnFiguresAreThereForPrometheus() {
    HttpResponse<String> answer = gallery.answer("GET", "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("throughline_up 1\n", "throughline_people 13\n")
        .contains("throughline_facts_behind_milliseconds ")
        .contains("throughline_counted_total{what=\"events\"} ");
  }

  @Test
  void theDescriptionOfTheApiIsServed() {
    assertThat(gallery.shop.send(gallery.shop.request("/openapi.json").build()).body())
        .contains("\"openapi\"");
  }
}
