package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.EventLine.Parsed;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventLineTest {
  private static final String AT = "\"timestamp\":\"2026-01-05T09:00:00Z\"";

  @Test
  void aTrackCallIsReadWhole() {
    Event event =
        ok(
            """
            {"type":"track","event":"Order Completed","userId":"u1","anonymousId":"a1","messageId":"m1",
             "properties":{"total":49.90,"currency":"EUR"},"context":{"ip":"1.2.3.4"},
             "integrations":{"All":true},"timestamp":"2026-01-05T10:00:00.1239+01:00",
             "receivedAt":"2026-01-05T09:00:02Z"}\
            """);
    assertThat(event.type()).isEqualTo(Event.Type.TRACK);
    assertThat(event.name()).isEqualTo("Order Completed");
    assertThat(event.userId()).isEqualTo("u1");
    assertThat(event.anonymousId()).isEqualTo("a1");
    assertThat(event.messageId()).isEqualTo("m1");
    assertThat(JsonValues.write(event.properties()))
        .isEqualTo("{\"currency\":\"EUR\",\"total\":49.90}");
    assertThat(event.at()).isEqualTo(Instant.parse("2026-01-05T09:00:00.123Z"));
    assertThat(event.receivedAt()).isEqualTo(Instant.parse("2026-01-05T09:00:02Z"));
    assertThat(event.history()).isFalse();
  }

  @Test
  void anEventWithoutATypeIsATrackCall() {
    assertThat(ok("{\"event\":\"E\",\"userId\":\"u\"," + AT + "}").type())
        .isEqualTo(Event.Type.TRACK);
    assertThat(wrong("{\"userId\":\"u\"," + AT + "}")).isEqualTo("no_type");
    assertThat(wrong("{\"type\":\"Track\",\"event\":\"E\",\"userId\":\"u\"," + AT + "}"))
        .isEqualTo("unknown_type");
    assertThat(wrong("{\"type\":\"track\",\"userId\":\"u\"," + AT + "}")).isEqualTo("no_event");
  }

  @Test
  void pagesCarryTheirNameAndCategoryAsProperties() {
    Event page =
        ok(
            "{\"type\":\"page\",\"anonymousId\":\"a\",\"name\":\"Home\",\"category\":\"Shop\","
                + "\"properties\":{\"name\":\"Own\"},"
                + AT
                + "}");
    assertThat(page.name()).isEqualTo("Page Viewed");
    assertThat(page.properties().text("name")).isEqualTo("Own");
    assertThat(page.properties().text("category")).isEqualTo("Shop");
  }

  @Test
  void anEventOfNobodyIsRefused() {
    assertThat(wrong("{\"event\":\"E\"," + AT + "}")).isEqualTo("no_identity");
    assertThat(wrong("{\"event\":\"E\",\"userId\":null," + AT + "}")).isEqualTo("no_identity");
  }

  @Test
  void idsAreTextsOfASensibleLength() {
    assertThat(wrong("{\"event\":\"E\",\"userId\":7," + AT + "}")).isEqualTo("id_not_text");
    assertThat(wrong("{\"event\":\"E\",\"userId\":true," + AT + "}")).isEqualTo("id_not_text");
    assertThat(wrong("{\"event\":\"E\",\"userId\":\" \"," + AT + "}")).isEqualTo("blank_id");
    assertThat(wrong("{\"event\":\"E\",\"userId\":\"" + "u".repeat(257) + "\"," + AT + "}"))
        .isEqualTo("id_too_long");
    assertThat(ok("{\"event\":\"E\",\"userId\":\"" + "u".repeat(256) + "\"," + AT + "}").userId())
        .hasSize(256);
  }

  @Test
  void aTimeNeedsItsZone() {
    for (String time :
        new String[] {
          "\"2026-01-05T09:00:00\"",
          "\"2026-01-05\"",
          "1767603600000",
          "\"\"",
          "\"now\"",
          "\"2026-02-30T09:00:00Z\"",
          "\"2026-01-05T24:00:00Z\"",
          "\"+20260-01-05T09:00:00Z\"",
          "\"0000-01-05T09:00:00Z\"",
          "\"2026-01-05T09:00:60Z\"",
          "{}"
        }) {
      assertThat(wrong("{\"event\":\"E\",\"userId\":\"u\",\"timestamp\":" + time + "}"))
          .as(time)
          .isEqualTo("bad_timestamp");
    }
    assertThat(wrong("{\"event\":\"E\",\"userId\":\"u\"}")).isEqualTo("no_timestamp");
  }

  @Test
  void timesAreReadInEveryUsualSpelling() {
    assertThat(at("2026-01-05T09:00:00.5Z")).isEqualTo("2026-01-05T09:00:00.500Z");
    assertThat(at("2026-01-05T09:00Z")).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(at("2026-01-05T09:00:00.123456789Z")).isEqualTo("2026-01-05T09:00:00.123Z");
    assertThat(at("2026-01-05T10:00:00+0100")).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(at("2026-01-05T10:00:00+01")).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(at("1969-12-31T23:59:59.001Z")).isEqualTo("1969-12-31T23:59:59.001Z");
  }

  @Test
  void aLineWithoutAMessageIdGetsOneFromWhatItSays() {
    String line = "{\"event\":\"E\",\"userId\":\"u\"," + AT + "}";
    assertThat(ok(line).messageId()).isEqualTo(ok(line).messageId()).startsWith("line-");
    assertThat(ok(line.replace("\"u\"", "\"v\"")).messageId()).isNotEqualTo(ok(line).messageId());
  }

  @Test
  void importedHistoryIsMarkedInItsContext() {
    assertThat(ok("{\"event\":\"E\",\"userId\":\"u\",\"context\":{\"import\":true}," + AT + "}"))
        .extracting(Event::history)
        .isEqualTo(true);
  }

  @Test
  void groupAndAliasNeedTheirOtherId() {
    assertThat(wrong("{\"type\":\"group\",\"userId\":\"u\"," + AT + "}")).isEqualTo("no_group_id");
    assertThat(wrong("{\"type\":\"alias\",\"userId\":\"u\"," + AT + "}"))
        .isEqualTo("no_previous_id");
    assertThat(ok("{\"type\":\"group\",\"userId\":\"u\",\"groupId\":\"g\"," + AT + "}").groupId())
        .isEqualTo("g");
  }

  @Test
  void aStartNamesItsJourney() {
    assertThat(
            EventLine.parse(
                "{\"type\":\"start\",\"userId\":\"u\",\"journey\":\"welcome\",\"messageId\":\"m\","
                    + "\"properties\":{\"a\":1},"
                    + AT
                    + "}"))
        .isInstanceOfSatisfying(
            Parsed.Start.class,
            start -> {
              assertThat(start.journey()).isEqualTo("welcome");
              assertThat(start.properties().get("a")).isEqualTo(Value.of(1));
              assertThat(EventLine.parse(EventLine.write(start))).isEqualTo(start);
            });
    assertThat(wrong("{\"type\":\"start\",\"userId\":\"u\"," + AT + "}")).isEqualTo("bad_journey");
  }

  @Test
  void phoneNumbersBecomeInternationalWhereTheCountryIsKnown() {
    assertThat(phone("030 123456", ",\"address\":{\"country\":\"DE\"}")).isEqualTo("+4930123456");
    assertThat(phone("+49 (30) 123456", "")).isEqualTo("+4930123456");
    assertThat(phone("030 123456", "")).isEqualTo("030 123456");
    assertThat(phone("call me", ",\"address\":{\"country\":\"DE\"}")).isEqualTo("call me");
  }

  @Test
  void anEventIsAtMost32KibibytesOfUtf8() {
    assertThat(padded(32 * 1024, "x")).isInstanceOf(Parsed.Ok.class);
    assertThat(padded(32 * 1024 + 1, "x")).isInstanceOf(Parsed.Wrong.class);
    assertThat(padded(32 * 1024, "ü")).isInstanceOf(Parsed.Ok.class);
    assertThat(padded(32 * 1024 + 1, "ü")).isInstanceOf(Parsed.Wrong.class);
    assertThat(padded(32 * 1024 + 1, "😀")).isInstanceOf(Parsed.Wrong.class);
  }

  @Seeds(500)
  void whatIsWrittenIsReadAsTheSameEvent(long seed, SplittableRandom random) {
    Event event = Samples.event(random);
    String line = EventLine.write(event);
    if (line.getBytes(StandardCharsets.UTF_8).length <= EventLine.MAX_BYTES) {
      assertThat(ok(line)).as(line).isEqualTo(event);
    }
    assertThat(line).doesNotContain("\n");
  }

  private static Parsed padded(int bytes, String filler) {
    String head = "{\"event\":\"E\",\"userId\":\"u\"," + AT + ",\"properties\":{\"p\":\"";
    int room = bytes - head.length() - 3;
    int each = filler.getBytes(StandardCharsets.UTF_8).length;
    String line = head + filler.repeat(room / each) + "x".repeat(room % each) + "\"}}";
    assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    return EventLine.parse(line);
  }

  private static String phone(String phone, String more) {
    return ok("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"%s\"%s},%s}"
            .formatted(phone, more, AT))
        .traits()
        .text("phone");
  }

  private static String at(String time) {
    return ok("{\"event\":\"E\",\"userId\":\"u\",\"timestamp\":\"" + time + "\"}").at().toString();
  }

  private static Event ok(String line) {
    return switch (EventLine.parse(line)) {
      case Parsed.Ok(Event event) -> event;
      case Parsed.Start start -> throw new AssertionError(start);
      case Parsed.Wrong wrong -> throw new AssertionError(wrong + " for " + line);
    };
  }

  private static String wrong(String line) {
    return switch (EventLine.parse(line)) {
      case Parsed.Ok ok -> throw new AssertionError("Read as " + ok);
      case Parsed.Start start -> throw new AssertionError("Read as " + start);
      case Parsed.Wrong(String code, _, _) -> code;
    };
  }
}
