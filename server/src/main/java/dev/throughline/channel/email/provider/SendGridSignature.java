package dev.throughline.channel.email.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The signature of SendGrid's signed event webhooks: ECDSA with SHA-256 over the timestamp and the
/// body, byte by byte as they came.
public final class SendGridSignature {
  public static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
  public static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

  /// A request that is older, or that far ahead, counts as one that somebody recorded.
  static final Duration WINDOW = Duration.ofMinutes(5);

  private SendGridSignature() {}

  /// What speaks against a request; nothing where it is SendGrid's and of this moment.
  public static Optional<String> objection(
      ECPublicKey key,
      @Nullable String signature,
      @Nullable String timestamp,
      byte[] body,
      Instant now) {
    if (signature == null || timestamp == null || !timestamp.matches("[0-9]{1,11}")) {
      return Optional.of("It is not signed");
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signedAt, now).abs().compareTo(WINDOW) > 0) {
      return Optional.of("It was signed more than %d minutes ago".formatted(WINDOW.toMinutes()));
    }
    return isGenuine(key, signature, timestamp, body)
        ? Optional.empty()
        : Optional.of("The signature is not of this request");
  }

  static boolean isGenuine(ECPublicKey key, String signature, String timestamp, byte[] body) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(timestamp.getBytes(StandardCharsets.UTF_8));
      check.update(body);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
