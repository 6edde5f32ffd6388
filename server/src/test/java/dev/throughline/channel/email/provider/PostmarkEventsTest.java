package dev.throughline.channel.email.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.EmailSettings.Login;
import dev.throughline.channel.email.Secret;
import dev.throughline.event.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the records of Postmark's webhooks mean, and who may send them.
class PostmarkEventsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static Report read(String more) {
    String body =
        "{\"MessageID\":\"00000000-0000-0000-0000-000000000000\",\"MessageStream\":\"broadcast\","
            + "\"Metadata\":{\"throughline_key\":\"a1\"},"
            + more
            + "}";
    return PostmarkEvents.read(body.getBytes(StandardCharsets.UTF_8), NOW).orElseThrow();
  }

  private static String id(String more) {
    return read(more) instanceof Report.Said said ? said.id() : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "\"RecordType\":\"Delivery\",\"DeliveredAt\":\"2026-03-02T04:59:50.0706494-05:00\" | Email Delivered | -",
        "\"RecordType\":\"Open\",\"FirstOpen\":true,\"ReceivedAt\":\"2026-03-02T09:59:50Z\" | Email Opened | -",
        "\"RecordType\":\"Click\",\"OriginalLink\":\"https://shop.example\"  | Email Link Clicked   | -",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"HardBounce\",\"TypeCode\":1 | Email Bounced | hard",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"BadEmailAddress\"    | Email Bounced        | hard",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"SoftBounce\"         | Email Bounced        | soft",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"Blocked\"            | Email Bounced        | soft",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"SomethingNew\"       | Email Bounced        | soft",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"ManuallyDeactivated\"| Email Failed         | -",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"SpamComplaint\"      | Email Marked as Spam | -",
        "\"RecordType\":\"SpamComplaint\",\"ID\":42,\"Type\":\"SpamComplaint\" | Email Marked as Spam | -",
        "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"ManualSuppression\" | Unsubscribed | -",
        "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"HardBounce\" | Email Bounced | hard",
        "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"SpamComplaint\" | Email Marked as Spam | -",
      })
  void whatHappenedIsSaidInOurWords(String more, String event, String bounce) {
    assertThat(read(more))
        .isInstanceOfSatisfying(
            Report.Said.class,
            said -> {
              assertThat(said.event()).isEqualTo(event);
              assertThat(said.sendKey()).isEqualTo("a1");
              assertThat(said.properties().get("bounce_type"))
                  .isEqualTo(bounce == null ? null : Value.of(bounce));
              boolean dated = more.contains("At\":");
              assertThat(said.at()).isBetween(NOW.minusSeconds(dated ? 10 : 0), NOW);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"Transient\"",
        "\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"AutoResponder\"",
        "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":false",
        "\"RecordType\":\"Inbound\"",
        "\"From\":\"x@y.example\"",
      })
  void theRestIsNothing(String more) {
    assertThat(read(more)).isInstanceOf(Report.Nothing.class);
  }

  @Test
  void aHardBounceIsOneInBothItsForms_F74() {
    assertThat(id("\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"HardBounce\""))
        .isEqualTo(
            id(
                "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"HardBounce\""))
        .isNotEqualTo(id("\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"SoftBounce\""));
    String open = "\"RecordType\":\"Open\",\"ReceivedAt\":\"2026-03-02T09:59:5%dZ\"";
    assertThat(id(open.formatted(1)))
        .isEqualTo(id(open.formatted(1)))
        .isNotEqualTo(id(open.formatted(2)));
  }

  @Test
  void aMailOfAnotherSystemIsNothing() {
    String other = "{\"RecordType\":\"Delivery\",\"Metadata\":{}}";
    assertThat(PostmarkEvents.read(other.getBytes(StandardCharsets.UTF_8), NOW).orElseThrow())
        .isInstanceOf(Report.Nothing.class);
    assertThat(PostmarkEvents.read("[]".getBytes(StandardCharsets.UTF_8), NOW)).isEmpty();
  }

  @Test
  void onlyTheRightUserWithTheRightPasswordFits_S4() {
    Login login = new Login("postmark", new Secret("pass:wörd"));
    assertThat(BasicLogin.fits(login, "Basic " + base64("postmark:pass:wörd"))).isTrue();
    assertThat(BasicLogin.fits(login, "basic " + base64("postmark:pass:wörd"))).isTrue();
    for (String wrong :
        new String[] {
          "",
          "Basic",
          "Basic ",
          "Basic %%%",
          "Bearer " + base64("postmark:pass:wörd"),
          "Basic " + base64("postmark:"),
          "Basic " + base64("postmark:pass"),
          "Basic " + base64("Postmark:pass:wörd"),
        }) {
      assertThat(BasicLogin.fits(login, wrong)).as(wrong).isFalse();
    }
    assertThat(BasicLogin.fits(login, null)).isFalse();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
