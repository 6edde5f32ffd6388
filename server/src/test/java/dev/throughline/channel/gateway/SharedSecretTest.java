package dev.throughline.channel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretTest {
  private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /// The example that the libraries of Standard Webhooks are tested with.
  @Test
  void signsAsStandardWebhooksDo() {
    assertThat(secret(Gateway.SECRET).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void whileASecretIsChangedBothSignAndEitherIsGood() {
    SharedSecret both = secret(Gateway.SECRET + " " + OTHER);
    String signature = both.sign("m1", "1", BODY);
    assertThat(signature.split(" ")).hasSize(2);
    assertThat(secret(OTHER).signed(signature, "m1", "1", BODY)).isTrue();
    assertThat(both.signed(secret(OTHER).sign("m1", "1", BODY), "m1", "1", BODY)).isTrue();
  }

  @Test
  void nothingOfWhatIsSignedCanBeChanged() {
    SharedSecret secret = secret(Gateway.SECRET);
    String signature = secret.sign("m1", "1", BODY);
    assertThat(secret.signed(signature, "m2", "1", BODY)).isFalse();
    assertThat(secret.signed(signature, "m1", "2", BODY)).isFalse();
    assertThat(secret.signed(signature, "m1", "1", new byte[0])).isFalse();
    assertThat(secret.signed(signature.replace("v1,", "v2,"), "m1", "1", BODY)).isFalse();
    assertThat(secret(OTHER).signed(signature, "m1", "1", BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "secret", "whsec_%%%"})
  void whatIsEmptyOrShortIsNoSecret(String text) {
    assertThat(SharedSecret.parse(text)).isEmpty();
  }

  private static SharedSecret secret(String text) {
    return SharedSecret.parse(text).orElseThrow();
  }
}
