package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.EmailSettings.Mistake;
import dev.throughline.channel.email.EmailSettings.Reading;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The operator's section of the configuration: each mistake with its place and its remedy.
class EmailSettingsTest {
  private static List<Mistake> mistakes(Map<String, ?> more) {
    return switch (EmailSettings.read(Settings.fields(2525, more), Map.of("SET", "x")::get)) {
      case Reading.Ok _ -> List.of();
      case Reading.Wrong(List<Mistake> mistakes) -> mistakes;
    };
  }

  private static void assertMistake(Map<String, ?> more, String place, String message) {
    assertThat(mistakes(more))
        .singleElement()
        .satisfies(mistake -> {
          assertThat(mistake.place()).isEqualTo(place);
          assertThat(mistake.message()).contains(message);
          assertThat(mistake.remedy()).isNotBlank();
        });
  }

  @Test
  void theLeastThatMustBeSaidIsEnough() {
    Reading reading =
        EmailSettings.read(
            Map.of(
                "host", "smtp.example.com", "from", "a@shop.example", "postal_address", "Street 1"),
            Map.<String, String>of()::get);

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Ok.class,
            ok -> {
              assertThat(Settings.smtp(ok.settings()).port()).isEqualTo(587);
              assertThat(Settings.smtp(ok.settings()).tls()).isEqualTo(EmailSettings.Tls.REQUIRED);
              assertThat(ok.settings().pool()).isEqualTo(4);
              assertThat(ok.settings().stationery().utmSource()).isEqualTo("throughline");
              assertThat(ok.settings().stationery().trackOpens()).isTrue();
            });
  }

  @Test
  void whatIsMissingIsSaidAllAtOnce() {
    Reading reading = EmailSettings.read(Map.of(), Map.<String, String>of()::get);

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Wrong.class,
            wrong ->
                assertThat(wrong.mistakes())
                    .extracting(Mistake::place)
                    .containsExactly("email.host", "email.from", "email.postal_address"));
  }

  @Test
  void everyMistakeHasItsPlace() {
    assertMistake(Map.of("prot", 25), "email.prot", "no such setting");
    assertMistake(Map.of("port", 70_000), "email.port", "not a number in range");
    assertMistake(Map.of("port", "25"), "email.port", "not a number in range");
    assertMistake(Map.of("tls", "sometimes"), "email.tls", "no such way");
    assertMistake(Map.of("from", "nobody"), "email.from", "'nobody' is not an address");
    assertMistake(
        Map.of("from", "a@b.shop.example\r\nBcc: x@y.example"), "email.from", "not an address");
    assertMistake(Map.of("host", List.of("a")), "email.host", "not a text");
    assertMistake(Map.of("pool", 51), "email.pool", "not a number in range");
    assertMistake(Map.of("rate_per_second", -1), "email.rate_per_second", "range");
    assertMistake(Map.of("track_opens", "yes"), "email.track_opens", "neither true nor false");
    assertMistake(Map.of("ca_file", "/no/such.pem"), "email.ca_file", "cannot be read", 2);
    assertMistake(
        Map.of("password", "secret", "user", "u"), "email.password", "settings of its own", 2);
    assertMistake(
        Map.of("return_path", "x".repeat(23) + "@shop.example"), "email.return_path", "no room");
  }

  private static void assertMistake(Map<String, ?> more, String place, String message, int count) {
    assertThat(mistakes(more)).hasSize(count);
    assertThat(mistakes(more).getFirst().place()).isEqualTo(place);
    assertThat(mistakes(more).getFirst().message()).contains(message);
  }

  @Test
  void aPasswordComesFromTheEnvironmentOrAFileAndIsNeverShown_S21() {
    assertMistake(
        Map.of("user", "u", "password", Map.of("env", "UNSET")),
        "email.password.env",
        "The environment variable UNSET is not set");
    assertMistake(Map.of("user", "u", "password", Map.of()), "email.password.env", "one source");
    assertMistake(Map.of("user", "u"), "email.password", "both a user and a password");
    assertMistake(
        Map.of("user", "u", "password", Map.of("file", Settings.file("empty", "\n").toString())),
        "email.password.file",
        "empty");
    String file = Settings.file("password", "hunter2\n").toString();
    EmailSettings settings =
        Settings.with(1, Map.of("user", "u", "password", Map.of("file", file)));

    assertThat(Settings.smtp(settings).login())
        .isNotNull()
        .extracting(login -> login.password().value())
        .isEqualTo("hunter2");
    assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain("modulus");
  }

  @Test
  void aPasswordNeverGoesOverAnOpenLine() {
    Map<String, Object> login =
        Map.of(
            "host",
            "smtp.example.com",
            "user",
            "u",
            "password",
            Map.of("env", "SET"),
            "tls",
            "optional");

    assertMistake(login, "email.tls", "in the clear");
  }

  @Test
  void theSigningDomainMustBeTheSenders_C11() throws NoSuchAlgorithmException {
    Map<String, Object> good = Settings.dkim();
    String key = (String) good.get("key_file");
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1024);
    String weakKey =
        Settings.file(
                "weak",
                Settings.pem("PRIVATE KEY", weak.generateKeyPair().getPrivate().getEncoded()))
            .toString();

    assertMistake(
        Map.of("dkim", Map.of("domain", "other.example", "selector", "s", "key_file", key)),
        "email.dkim.domain",
        "does not belong");
    assertMistake(
        Map.of("dkim", Map.of("domain", "hop.example", "selector", "s", "key_file", key)),
        "email.dkim.domain",
        "does not belong");
    assertMistake(
        Map.of("dkim", Map.of("domain", "shop.example", "selector", "s")),
        "email.dkim.key_file",
        "missing");
    assertMistake(
        Map.of("dkim", Map.of("domain", "shop.example", "selector", "s", "key_file", weakKey)),
        "email.dkim.key_file",
        "2048 bits");
    assertMistake(
        Map.of(
            "dkim",
            Map.of(
                "domain",
                "shop.example",
                "selector",
                "s",
                "key_file",
                Settings.file("none", "not a key").toString())),
        "email.dkim.key_file",
        "PKCS #8");
  }
}
