package dev.throughline.channel.email.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.email.Provider;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The signature of event webhooks, by the example that SendGrid's own libraries are tested with.
class SendGridSignatureTest {
  private static final String KEY =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+"
          + "2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
  private static final String SIGNATURE =
      "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtE"
          + "ZtM=";
  private static final String TIMESTAMP = "1600112502";
  private static final Instant SIGNED = Instant.ofEpochSecond(1_600_112_502);
  private static final String BODY =
      "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\","
          + "\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\","
          + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
          + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\","
          + "\"timestamp\":1600112492}]\r\n";

  private static ECPublicKey key(String text) {
    Map<String, Object> fields =
        Map.of(
            "provider", "sendgrid",
            "key", Map.of("env", "KEY"),
            "verification_key", text,
            "from", "a@shop.example",
            "postal_address", "Street 1");
    if (EmailSettings.read(fields, Map.of("KEY", "k")::get)
            instanceof EmailSettings.Reading.Ok(EmailSettings settings)
        && settings.provider() instanceof Provider.SendGrid sendGrid
        && sendGrid.verificationKey() != null) {
      return sendGrid.verificationKey();
    }
    throw new AssertionError("The key is none: " + text);
  }

  private static String objection(String signature, String timestamp, String body, Instant now) {
    return SendGridSignature.objection(
            key(KEY), signature, timestamp, body.getBytes(StandardCharsets.UTF_8), now)
        .orElse("none");
  }

  @Test
  void thePublishedExampleIsGenuineByteByByte() {
    assertThat(objection(SIGNATURE, TIMESTAMP, BODY, SIGNED)).isEqualTo("none");
    assertThat(objection(SIGNATURE, TIMESTAMP, BODY.strip(), SIGNED)).contains("not of this");
    assertThat(objection(SIGNATURE, "1600112503", BODY, SIGNED)).contains("not of this");
    assertThat(objection(SIGNATURE.replace("MEUCIG", "MEUCIH"), TIMESTAMP, BODY, SIGNED))
        .contains("not of this");
  }

  @Test
  void theKeyMayHaveItsFrame() {
    assertThat(key("-----BEGIN PUBLIC KEY-----\n" + KEY + "\n-----END PUBLIC KEY-----\n"))
        .isEqualTo(key(KEY));
  }

  @Test
  void aRecordedRequestIsNotTakenAgain_F74_S4() {
    assertThat(objection(SIGNATURE, TIMESTAMP, BODY, SIGNED.plusSeconds(300))).isEqualTo("none");
    assertThat(objection(SIGNATURE, TIMESTAMP, BODY, SIGNED.plusSeconds(301)))
        .contains("5 minutes");
    assertThat(objection(SIGNATURE, TIMESTAMP, BODY, SIGNED.minusSeconds(301)))
        .contains("5 minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1600112502 ", "999999999999999999999"})
  void aTimestampThatIsNoneSignsNothing(String timestamp) {
    assertThat(objection(SIGNATURE, timestamp, BODY, SIGNED)).isEqualTo("It is not signed");
    assertThat(objection("%%%", TIMESTAMP, BODY, SIGNED)).contains("not of this");
  }
}
