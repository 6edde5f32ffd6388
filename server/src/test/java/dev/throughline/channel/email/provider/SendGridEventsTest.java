package dev.throughline.channel.email.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the events of SendGrid's webhook mean.
class SendGridEventsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String COMMON =
      """
      "email":"ann@example.net","timestamp":1772445590,"smtp-id":"<x@ismtpd>",\
      "sg_event_id":"ZXZlbnQ","sg_message_id":"m.0","throughline_key":"a1"\
      """;

  private static List<Report> read(String body) {
    return SendGridEvents.read(body.getBytes(StandardCharsets.UTF_8), NOW).orElseThrow();
  }

  private static Report one(String more) {
    return read("[{" + COMMON + "," + more + "}]").getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "\"event\":\"delivered\",\"response\":\"250 OK\"                          | Email Delivered      | -",
        "\"event\":\"open\",\"sg_machine_open\":false                            | Email Opened         | -",
        "\"event\":\"click\",\"url\":\"https://shop.example/\"                   | Email Link Clicked   | -",
        "\"event\":\"bounce\",\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 no\" | Email Bounced | hard",
        "\"event\":\"bounce\",\"type\":\"blocked\",\"status\":\"5.2.2\",\"reason\":\"552 full\" | Email Bounced | soft",
        "\"event\":\"dropped\",\"reason\":\"Bounced Address\"                    | Email Bounced        | hard",
        "\"event\":\"dropped\",\"reason\":\"Unsubscribed Address\"               | Email Failed         | -",
        "\"event\":\"spamreport\"                                                | Email Marked as Spam | -",
        "\"event\":\"unsubscribe\"                                               | Unsubscribed         | -",
        "\"event\":\"group_unsubscribe\",\"asm_group_id\":3                      | Unsubscribed         | -",
      })
  void whatHappenedIsSaidInOurWords(String more, String event, String bounce) {
    assertThat(one(more))
        .isInstanceOfSatisfying(
            Report.Said.class,
            said -> {
              assertThat(said.event()).isEqualTo(event);
              assertThat(said.sendKey()).isEqualTo("a1");
              assertThat(said.at()).isEqualTo("2026-03-02T09:59:50Z");
              assertThat(said.properties().get("bounce_type"))
                  .isEqualTo(bounce == null ? null : Value.of(bounce));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"event\":\"processed\"",
        "\"event\":\"deferred\",\"response\":\"400 try again later\"",
        "\"event\":\"group_resubscribe\"",
        "\"event\":\"open\",\"sg_machine_open\":true",
        "\"event\":\"something new\"",
        "\"event\":7",
      })
  void theRestIsNothing(String more) {
    assertThat(one(more)).isInstanceOf(Report.Nothing.class);
  }

  @Test
  void theSameEventHasTheSameIdAndTheDeliveryThatOfItsReceipt_F74() {
    List<Report> twice =
        read(
            "[{%s,\"event\":\"open\"},{\"event\":\"open\",%s,\"ip\":\"::1\"}]"
                .formatted(COMMON, COMMON));
    assertThat(twice)
        .extracting(report -> report instanceof Report.Said said ? said.id() : "")
        .doesNotContain("")
        .containsExactly(id(twice.getFirst()), id(twice.getFirst()));
    assertThat(id(one("\"event\":\"click\""))).isNotEqualTo(id(twice.getFirst()));
    assertThat(id(one("\"event\":\"delivered\"")))
        .isEqualTo(dev.throughline.engine.Receipt.idOf("a1", "Email Delivered"));
  }

  private static String id(Report report) {
    return report instanceof Report.Said said ? said.id() : "";
  }

  @Test
  void mailsOfOtherSystemsOnTheSameAccountAreNothing() {
    assertThat(read("[{\"event\":\"open\",\"email\":\"x@y.example\"}]").getFirst())
        .isInstanceOf(Report.Nothing.class);
    assertThat(read("[{\"event\":\"open\",\"throughline_key\":\"../A\"}, 7]"))
        .allMatch(Report.Strange.class::isInstance);
  }

  @Test
  void aTimeThatCannotBeIsNow() {
    for (String time : new String[] {"-1", "99999999999999999", "\"soon\"", "1.5"}) {
      Report report =
          read("[{\"event\":\"open\",\"throughline_key\":\"a1\",\"timestamp\":%s}]".formatted(time))
              .getFirst();
      assertThat(report)
          .isInstanceOfSatisfying(Report.Said.class, said -> assertThat(said.at()).isEqualTo(NOW));
    }
  }

  @Seeds(200)
  void noBytesWhateverBreakTheReading(long seed, SplittableRandom random) {
    byte[] bytes = "[{%s,\"event\":\"bounce\"}]".formatted(COMMON).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Optional<List<Report>> read = SendGridEvents.read(bytes, NOW);
    assertThat(read.map(List::size).orElse(0)).isLessThan(10);
    assertThat(PostmarkEvents.read(bytes, NOW)).isNotNull();
  }
}
