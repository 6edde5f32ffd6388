package dev.throughline.http.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The write key that a client shows: as a bearer, as the user name of Basic, or in the body.
final class WriteKey {
  private static final int MAX_LENGTH = 256;

  private WriteKey() {}

  /// The key in an `Authorization` header; empty where there is none.
  static String of(@Nullable String authorization) {
    if (authorization == null) {
      return "";
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
    String value = authorization.substring(space + 1).strip();
    return switch (scheme) {
      case "bearer" -> value;
      case "basic" -> userName(value);
      default -> "";
    };
  }

  private static String userName(String credentials) {
    try {
      byte[] plain = Base64.getDecoder().decode(credentials);
      String text = new String(plain, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0 ? text : text.substring(0, colon);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// Whether a text could be a key at all; one that could is never turned away, since it may be
  /// known later.
  static boolean isPossible(String key) {
    return !key.isEmpty()
        && key.length() <= MAX_LENGTH
        && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /// How a key is named where it must not be shown.
  static String hint(String key) {
    return "key " + (key.length() <= 8 ? "" : key.substring(key.length() - 4));
  }
}
