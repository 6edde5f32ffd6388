package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.EmailSettings.Mistake;
import dev.throughline.channel.email.EmailSettings.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The settings of providers that are called over HTTP: each mistake with its place and its remedy.
class ApiSettingsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("KEY", " SG.secret\n", "BROKEN", "SG se\ncret", "EMPTY", " ");

  private static Reading read(String provider, Map<String, ?> more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("provider", provider);
    fields.put("key", Map.of("env", "KEY"));
    fields.put("from", "a@shop.example");
    fields.put("postal_address", "Street 1");
    fields.putAll(more);
    fields.values().removeIf("none such"::equals);
    return EmailSettings.read(fields, ENVIRONMENT::get);
  }

  private static Provider provider(String provider, Map<String, ?> more) {
    return switch (read(provider, more)) {
      case Reading.Ok(EmailSettings settings) -> settings.provider();
      case Reading.Wrong(List<Mistake> mistakes) -> throw new AssertionError(mistakes);
    };
  }

  private static void assertMistake(
      String provider, Map<String, ?> more, String place, String message) {
    assertThat(read(provider, more))
        .isInstanceOfSatisfying(
            Reading.Wrong.class,
            wrong ->
                assertThat(wrong.mistakes())
                    .singleElement()
                    .satisfies(mistake -> {
                      assertThat(mistake.place()).isEqualTo(place);
                      assertThat(mistake.message()).contains(message);
                      assertThat(mistake.remedy()).isNotBlank();
                    }));
  }

  @Test
  void theLeastThatMustBeSaidIsEnough() {
    assertThat(provider("sendgrid", Map.of()))
        .isInstanceOfSatisfying(
            Provider.SendGrid.class,
            sendGrid -> {
              assertThat(sendGrid.endpoint()).hasToString("https://api.sendgrid.com");
              assertThat(sendGrid.key().value()).isEqualTo("SG.secret");
              assertThat(sendGrid.verificationKey()).isNull();
            });
    assertThat(provider("Postmark", Map.of()))
        .isInstanceOfSatisfying(
            Provider.Postmark.class,
            postmark -> {
              assertThat(postmark.endpoint()).hasToString("https://api.postmarkapp.com");
              assertThat(postmark.stream()).isEqualTo("broadcast");
              assertThat(postmark.transactionalStream()).isEqualTo("outbound");
              assertThat(postmark.callback()).isNull();
            });
  }

  @Test
  void everyMistakeHasItsPlace() {
    assertMistake("sandgrid", Map.of("hots", 1), "email.provider", "no such provider");
    assertMistake("sendgrid", Map.of("host", "x"), "email.host", "no such setting");
    assertMistake("postmark", Map.of("verification_key", "x"), "email.verification_key", "no such");
    assertMistake("sendgrid", Map.of("key", "none such"), "email.key", "missing");
    assertMistake("sendgrid", Map.of("key", "SG.secret"), "email.key", "settings of its own");
    assertMistake("sendgrid", Map.of("key", Map.of("env", "UNSET")), "email.key.env", "not set");
    assertMistake("sendgrid", Map.of("key", Map.of("env", "EMPTY")), "email.key.env", "not set");
    assertMistake("sendgrid", Map.of("key", Map.of("env", "BROKEN")), "email.key", "spaces");
    assertMistake(
        "sendgrid", Map.of("verification_key", "MFkw"), "email.verification_key", "public key");
    assertMistake(
        "postmark", Map.of("callback", Map.of("user", "x")), "email.callback.password", "missing");
    assertMistake(
        "postmark",
        Map.of("callback", Map.of("user", "a:b", "password", Map.of("env", "KEY"))),
        "email.callback.user",
        "colon");
    assertMistake(
        "postmark",
        Map.of("callback", Map.of("user", "a", "password", Map.of("env", "EMPTY"))),
        "email.callback.password.env",
        "not set");
  }

  @Test
  void aKeyGoesOnlyToAnEndpointThatIsSealed_S24() {
    for (String endpoint :
        List.of(
            "http://api.sendgrid.com",
            "https://api.sendgrid.com/v3",
            "https://user@api.sendgrid.com",
            "https://api.sendgrid.com?a=1",
            "api.sendgrid.com",
            "file:///etc/passwd",
            "https:// x")) {
      assertMistake("sendgrid", Map.of("endpoint", endpoint), "email.endpoint", "no endpoint");
    }
    provider("sendgrid", Map.of("endpoint", "https://api.eu.sendgrid.com"));
    provider("sendgrid", Map.of("endpoint", "http://127.0.0.1:8025"));
  }

  @Test
  void secretsAreNeverShown_S21() {
    Map<String, ?> callback =
        Map.of("callback", Map.of("user", "a", "password", Map.of("env", "KEY")));

    assertThat(provider("sendgrid", Map.of()).toString()).doesNotContain("SG.secret");
    assertThat(provider("postmark", callback).toString()).doesNotContain("SG.secret");
  }
}
