package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.EventBatch.Arrival;
import dev.throughline.codec.json.EventBatch.Item;
import dev.throughline.codec.json.EventBatch.Parsed;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Arrival FIRST = new Arrival(NOW, "request 1");

  @Test
  void eachEventOfABatchIsReadAndTheContextOfAllIsAddedToItsOwn() {
    List<Item> items =
        batch(
            """
            {"batch":[{"type":"track","userId":"u1","event":"Coffee","messageId":"m1",
              "context":{"ip":"10.0.0.1"},"timestamp":"2026-03-02T09:59:00Z"}],
             "context":{"library":{"name":"java"},"ip":"10.0.0.9"},"writeKey":"wk"}
            """);

    Event event = event(items.getFirst());
    assertThat(event.name()).isEqualTo("Coffee");
    assertThat(event.context().text("ip")).isEqualTo("10.0.0.1");
    assertThat(event.context().get("library")).isInstanceOf(Fields.class);
    assertThat(event.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void theKeyIsFoundWhereverItStands() {
    assertThat(ok("{\"writeKey\":\"wk\",\"batch\":[]}").writeKey()).isEqualTo("wk");
    assertThat(ok("{\"batch\":[{\"writeKey\":\"own\"}]}").items().getFirst().writeKey())
        .isEqualTo("own");
    assertThat(single("{\"writeKey\":\"wk\",\"userId\":7}").writeKey()).isEqualTo("wk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "\"text\"",
        "null",
        "[{\"deep\":[1,{}]}]",
        "{\"type\":\"track\",\"event\":\"E\"}",
        "{\"type\":\"track\",\"event\":\"E\",\"userId\":7}",
        "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"userId\":\"v\"}",
        "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"a\":1,\"a\":{\"b\":[2]}}}",
        "{\"type\":\"nonsense\",\"userId\":\"u\"}",
        "{\"type\":\"start\",\"userId\":\"u\",\"journey\":\"welcome\"}",
        "{\"userId\":\"u\"}",
        "{\"type\":\"alias\",\"userId\":\"u\"}"
      })
  void oneBadEventDoesNotSpoilTheOthers(String bad) {
    List<Item> items = batch("{\"batch\":[" + GOOD + "," + bad + "," + GOOD + "]}");

    assertThat(items).hasSize(3);
    assertThat(items.get(0)).isInstanceOf(Item.Ok.class);
    assertThat(items.get(1)).isInstanceOf(Item.Wrong.class);
    assertThat(items.get(1).raw()).isEqualTo(bad);
    assertThat(items.get(2)).isInstanceOf(Item.Ok.class);
  }

  @Test
  void anEventMayBeNestedAsDeepAsItLikesWithoutSpoilingTheOthers() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String event =
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"p\":" + deep + "}}";

    List<Item> items = batch("{\"batch\":[" + event + "," + GOOD + "]}");

    assertThat(((Item.Wrong) items.get(0)).code()).isEqualTo("too_deep");
    assertThat(items.get(1)).isInstanceOf(Item.Ok.class);
  }

  @Test
  void anEventHasItsLargestSizeInBytes() {
    String frame =
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"context\":{\"t\":\"%s\"}}";
    int room = EventLine.MAX_BYTES - frame.formatted("").length();
    String umlauts = "ä".repeat(room / 2) + "x".repeat(room % 2);

    assertThat(batch("{\"batch\":[" + frame.formatted(umlauts) + "]}").getFirst())
        .isInstanceOf(Item.Ok.class);
    Item over = batch("{\"batch\":[" + frame.formatted(umlauts + "x") + "]}").getFirst();
    assertThat(((Item.Wrong) over).code()).isEqualTo("event_too_large");
    assertThat(over.raw()).hasSizeLessThanOrEqualTo(EventLine.MAX_BYTES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"batch\":[}             | malformed_json",
        "{\"batch\":[{\"a\":NaN}]} | malformed_json",
        "{\"batch\":[]} x          | malformed_json",
        "{\"batch\":[]             | malformed_json",
        "''                        | malformed_json",
        "[]                        | invalid_batch",
        "{}                        | invalid_batch",
        "{\"batch\":null}          | invalid_batch",
        "{\"batch\":{}}            | invalid_batch"
      })
  void aBodyThatIsNoBatchIsRefusedWhole(String body, String code) {
    assertThat(((Parsed.Wrong) parse(body)).code()).isEqualTo(code);
  }

  /// `at` is when it happened, by our clock at 10:00:00; `doubt` what the context says of the time.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // said,                  sent,                  at,                    doubt
        "2026-03-02T09:00:00Z,    2026-03-02T10:00:00Z,  2026-03-02T09:00:00Z,  ''",
        "2026-03-02T11:00:00Z,    2026-03-02T12:00:00Z,  2026-03-02T09:00:00Z,  corrected",
        "2026-02-27T09:00:00Z,    2026-02-27T09:30:00Z,  2026-03-02T09:30:00Z,  corrected",
        "2026-03-02T09:00:00Z,    -,                     2026-03-02T09:00:00Z,  ''",
        "2026-03-02T09:00:00Z,    2026-03-02T08:59:59Z,  2026-03-02T09:00:00Z,  ''",
        "2026-01-01T09:00:00Z,    2026-03-02T10:00:00Z,  2026-01-01T09:00:00Z,  ''",
        "2026-03-02T10:05:00Z,    -,                     2026-03-02T10:05:00Z,  ''",
        "2026-03-02T10:05:01Z,    -,                     2026-03-02T10:00:00Z,  future",
        "2036-03-02T10:00:00Z,    2026-03-02T10:00:00Z,  2026-03-02T10:00:00Z,  future",
        "1970-01-01T00:00:00Z,    2026-03-02T10:00:00Z,  1970-01-01T00:00:00Z,  ''",
        "yesterday,               2026-03-02T10:00:00Z,  2026-03-02T10:00:00Z,  unreadable",
        "2026-03-02T09:00:00,     2026-03-02T10:00:00Z,  2026-03-02T10:00:00Z,  unreadable",
        "10000-01-01T00:00:00Z,   -,                     2026-03-02T10:00:00Z,  unreadable",
        "2026-03-02T24:00:00Z,    -,                     2026-03-02T10:00:00Z,  unreadable",
        "2026-03-02T11:00:00+01:00, -,                   2026-03-02T10:00:00Z,  ''",
        "-,                       2026-03-02T10:00:00Z,  2026-03-02T10:00:00Z,  ''"
      })
  void aWrongClockIsCorrectedByTheTimeOfSending(
      @Nullable String said, @Nullable String sent, Instant at, String doubt) {
    String timestamp = said == null ? "" : ",\"timestamp\":\"" + said + "\"";
    String sentAt = sent == null ? "" : ",\"sentAt\":\"" + sent + "\"";

    Event event =
        event(
            batch(
                    "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\"%s}]%s}"
                        .formatted(timestamp, sentAt))
                .getFirst());

    assertThat(event.at()).isEqualTo(at);
    Fields timing = event.context().get("timing") instanceof Fields fields ? fields : Fields.EMPTY;
    assertThat(timing.text("doubt")).isEqualTo(doubt);
    assertThat(timing.text("original")).isEqualTo(doubt.isEmpty() ? "" : said);
  }

  @Test
  void theEventsOwnTimesGoBeforeThoseOfTheBatch() {
    Event event =
        event(
            batch(
                    """
                    {"batch":[{"type":"track","userId":"u","event":"E",
                      "originalTimestamp":"2026-03-02T09:00:00Z","sentAt":"2026-03-02T09:10:00Z"}],
                     "sentAt":"2026-03-02T09:30:00Z"}
                    """)
                .getFirst());

    assertThat(event.at()).isEqualTo(Instant.parse("2026-03-02T09:50:00Z"));
  }

  @Test
  void anEventWithoutAnIdIsTheSameWhenItsRequestIsSentAgain() {
    String dated =
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"timestamp\":\"2026-03-02T09:00:00Z\"}";
    String first =
        "{\"batch\":[%s,%s],\"sentAt\":\"2026-03-02T10:00:00Z\"}".formatted(dated, dated);
    String again =
        "{\"batch\":[%s,%s],\"sentAt\":\"2026-03-02T10:00:09Z\"}".formatted(dated, dated);

    List<String> ids = ids(batch(first));

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids(batch(again))).isEqualTo(ids);
  }

  @Test
  void anEventWithoutAnIdAndATimeMayHappenAgain() {
    String body = "{\"userId\":\"u\",\"event\":\"Coffee\"}";

    Event now = event(single(body).items().getFirst());
    Event later =
        event(
            ((Parsed.Ok)
                    EventBatch.parse(slice(body), Event.Type.TRACK, new Arrival(NOW, "request 2")))
                .items()
                .getFirst());

    assertThat(now.messageId()).isNotEqualTo(later.messageId());
  }

  @Test
  void aMessageIdOfMoreThanAHundredCharactersIsRefused() {
    String event = "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"%s\"}";

    assertThat(batch("{\"batch\":[%s]}".formatted(event.formatted("m".repeat(100)))).getFirst())
        .isInstanceOf(Item.Ok.class);
    assertThat(batch("{\"batch\":[%s]}".formatted(event.formatted("m".repeat(101)))).getFirst())
        .isInstanceOf(Item.Wrong.class);
  }

  @Test
  void whatTheClientSaysOfTheReceiptIsNotBelieved() {
    Event event =
        event(
            single("{\"userId\":\"u\",\"event\":\"E\",\"receivedAt\":\"2020-01-01T00:00:00Z\"}")
                .items()
                .getFirst());

    assertThat(event.receivedAt()).isEqualTo(NOW);
    assertThat(event.at()).isEqualTo(NOW);
  }

  @Test
  void thePathOfACallSaysItsType() {
    assertThat(
            event(
                    single("{\"type\":\"identify\",\"userId\":\"u\",\"event\":\"E\"}")
                        .items()
                        .getFirst())
                .type())
        .isEqualTo(Event.Type.TRACK);
  }

  @Test
  void whatIsWrittenOfAnEventReadsAsTheSameEvent() {
    Event event =
        event(
            batch(
                    """
                    {"batch":[{"type":"identify","anonymousId":"a1","traits":{"name":"Zoë \\ud83d\\ude00",
                      "n":1.50,"big":123456789012345678901234567890,"lone":"\\ud83d","zero":"\\u0000"},
                      "messageId":"m1","timestamp":"2026-03-02T09:59:59.123Z"}]}
                    """)
                .getFirst());

    assertThat(EventLine.parse(EventLine.write(event))).isEqualTo(new EventLine.Parsed.Ok(event));
    assertThat(event.traits().get("big")).isInstanceOf(Value.Decimal.class);
  }

  private static final String GOOD =
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Good\",\"timestamp\":\"2026-03-02T09:00:00Z\"}";

  private static Slice slice(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Slice(bytes, 0, bytes.length);
  }

  private static Parsed parse(String body) {
    return EventBatch.parse(slice(body), FIRST);
  }

  private static Parsed.Ok ok(String body) {
    return (Parsed.Ok) parse(body);
  }

  private static List<Item> batch(String body) {
    return ok(body).items();
  }

  private static Parsed.Ok single(String body) {
    return (Parsed.Ok) EventBatch.parse(slice(body), Event.Type.TRACK, FIRST);
  }

  private static Event event(Item item) {
    assertThat(item).isInstanceOf(Item.Ok.class);
    return ((Item.Ok) item).event();
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().flatMap(item -> Stream.of(event(item).messageId())).toList();
  }
}
