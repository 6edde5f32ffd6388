package dev.throughline.channel.email.provider;

import dev.throughline.channel.email.EmailSettings.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Basic authentication (RFC 7617) of a provider that signs nothing.
public final class BasicLogin {
  private static final String SCHEME = "Basic ";

  private BasicLogin() {}

  /// Compares in the same time whatever is shown: of hashes, so that not even a length is told.
  public static boolean fits(Login login, @Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] shown = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      String wanted = login.user() + ":" + login.password().value();
      return MessageDigest.isEqual(hash(shown), hash(wanted.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK cannot hash", e);
    }
  }
}
