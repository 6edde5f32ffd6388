package dev.throughline.channel.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a gateway and we both know, and sign calls with as Standard Webhooks do. While it is being
/// changed there are two: both sign, and either is good.
public final class SharedSecret {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;
  private static final int MAX_SECRETS = 4;
  private static final int MAX_SIGNATURES = 16;

  private final List<SecretKeySpec> keys;

  private SharedSecret(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /// One or more of `whsec_` and 24 to 64 bytes in base64, with blanks between them.
  public static Optional<SharedSecret> parse(String text) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String secret : text.strip().split("\\s+", -1)) {
      byte[] bytes = bytes(secret);
      if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
        return Optional.empty();
      }
      keys.add(new SecretKeySpec(bytes, "HmacSHA256"));
    }
    return keys.size() > MAX_SECRETS ? Optional.empty() : Optional.of(new SharedSecret(keys));
  }

  private static byte[] bytes(String secret) {
    try {
      return secret.startsWith(PREFIX)
          ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
          : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /// The value of `webhook-signature`.
  public String sign(String id, String seconds, byte[] body) {
    return keys.stream()
        .map(key -> VERSION + signature(key, id, seconds, body))
        .collect(Collectors.joining(" "));
  }

  /// Whether one of the signatures of the header is ours.
  public boolean signed(String header, String id, String seconds, byte[] body) {
    String[] shown = header.split(" ", MAX_SIGNATURES + 1);
    boolean known = false;
    for (SecretKeySpec key : keys) {
      byte[] right = (VERSION + signature(key, id, seconds, body)).getBytes(StandardCharsets.UTF_8);
      for (String one : shown) {
        known |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.UTF_8));
      }
    }
    return known;
  }

  private static String signature(SecretKeySpec key, String id, String seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "SharedSecret[…]";
  }
}
