package dev.throughline.channel.email;

import dev.throughline.channel.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// A send key as it travels in Message-ID and return path. It is signed: whoever knows how keys are
/// made could otherwise write bounces for people who got no mail, and silence them.
final class References {
  private static final int SIGNATURE_BYTES = 12;
  private static final int MAX_TRIES = 1_000;

  /// What a return path has room for before the `+`: the key, the signature and their marks follow.
  static final int MAX_LOCAL_PART = Mailbox.MAX_LOCAL_PART - 20 - 2 - 2 * SIGNATURE_BYTES;

  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<![0-9a-z])([0-9a-z]{1,20})[.-]([0-9a-f]{%d})@".formatted(2 * SIGNATURE_BYTES));

  private final String current;
  private final SortedMap<String, SecretKey> keys;

  References(SigningKeys keys) {
    this.current = keys.current();
    this.keys = keys.derived("references", "HmacSHA256");
  }

  /// The same for every try of a message, so that receivers can tell that it is one.
  String messageId(String sendKey, String domain) {
    return "<%s.%s@%s>".formatted(sendKey, currentSignature(sendKey), domain);
  }

  String returnPath(String sendKey, Mailbox base) {
    return "%s+%s-%s@%s".formatted(base.local(), sendKey, currentSignature(sendKey), base.domain());
  }

  /// The send key of the first reference in a text that is ours.
  Optional<String> find(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    for (int i = 0; i < MAX_TRIES && matcher.find(); i++) {
      String sendKey = matcher.group(1);
      byte[] signature = HexFormat.of().parseHex(matcher.group(2));
      for (SecretKey key : keys.values()) {
        if (MessageDigest.isEqual(signature, signature(key, sendKey))) {
          return Optional.of(sendKey);
        }
      }
    }
    return Optional.empty();
  }

  private String currentSignature(String sendKey) {
    SecretKey key = keys.get(current);
    if (key == null) {
      throw new IllegalStateException("There is no key " + current);
    }
    return HexFormat.of().formatHex(signature(key, sendKey));
  }

  private static byte[] signature(SecretKey key, String sendKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] whole = mac.doFinal(sendKey.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(whole, SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK cannot sign", e);
    }
  }
}
