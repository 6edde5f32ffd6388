package dev.throughline.engine;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Identifiers that an event carries beside its two ids, normalised (rule I1).
final class SharedIdentifiers {
  private static final Map<String, String> HASHES =
      Map.of("_sha256", "SHA-256", "_sha1", "SHA-1", "_md5", "MD5");

  private SharedIdentifiers() {}

  /// Empty where the event says nothing of it. A hashed form, such as `email_sha256`, is also made
  /// from the plain one, so that a partner's hash finds the person.
  static String of(Event event, String namespace) {
    String plain = plain(event, namespace);
    for (Map.Entry<String, String> hash : HASHES.entrySet()) {
      if (namespace.endsWith(hash.getKey())) {
        if (!plain.isEmpty()) {
          return plain.toLowerCase(Locale.ROOT);
        }
        String original = namespace.substring(0, namespace.length() - hash.getKey().length());
        String value = plain(event, original);
        return Identity.isJunk(value) ? "" : hashed(hash.getValue(), value);
      }
    }
    return plain;
  }

  private static String plain(Event event, String namespace) {
    String value = said(event, namespace).strip();
    return switch (namespace) {
      case "email" -> value.toLowerCase(Locale.ROOT);
      case "phone" -> value.replaceAll("[\\s().-]", "");
      case String _ -> value;
    };
  }

  private static String said(Event event, String namespace) {
    if (namespace.equals("device")) {
      return event.context().get("device") instanceof Value.Fields device ? device.text("id") : "";
    }
    // The traits of a group call are the account's: its address is not that of each member.
    String trait = event.type() == Event.Type.GROUP ? "" : event.traits().text(namespace);
    if (!trait.isEmpty()) {
      return trait;
    }
    return event.context().get("traits") instanceof Value.Fields traits
        ? traits.text(namespace)
        : "";
  }

  private static String hashed(String algorithm, String value) {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
