package dev.throughline.channel;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import dev.throughline.message.LinkPlaceholders;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;
import javax.crypto.SecretKey;

/// The links of a recipient's own that messages carry, and what they mean when they come back.
///
/// A token is a JWE (RFC 7516) with `dir` and `A128CBC-HS256`, less the header, which is always the
/// same but for the key's id: `ID.base64url(initial vector, authentication tag, text)`. The text is
/// encrypted and authenticated by HMAC-SHA-256, so that an address bar shows nothing about anybody,
/// and the target of a click is inside, so that there is no open redirect.
public final class Links {
  /// The longest that a law asks for is 60 days (CASL); people keep mails for longer.
  public static final Duration VALID_FOR = Duration.ofDays(5 * 366);

  /// A longer target is not worth the risk of a link that some client cuts off.
  public static final int MAX_TARGET_CHARS = 1_500;

  static final int MAX_TOKEN_CHARS = 8_192;
  private static final int BLOCK_BYTES = 16;

  private final String base;
  private final String current;
  private final SortedMap<String, SecretKey> keys;

  /// @param base where the server is reached from outside, without a path that ends in `/`
  public Links(URI base, SigningKeys keys) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.current = keys.current();
    this.keys = keys.derived("links", "AES");
  }

  /// What a token turned out to be.
  public sealed interface Reading {
    record Genuine(Link link) implements Reading {}

    /// Not one of ours, changed, or too old: all alike to whoever asks.
    record Refused(String why) implements Reading {}
  }

  /// The links that a template asks for by `{{ unsubscribe_url }}` and `{{ preferences_url }}`.
  public record Own(String unsubscribe, String preferences) {
    /// What was rendered, with the links in place of what stood for them.
    public String in(String rendered) {
      return rendered
          .replace(LinkPlaceholders.UNSUBSCRIBE, unsubscribe)
          .replace(LinkPlaceholders.PREFERENCES, preferences);
    }
  }

  public Own own(Outgoing message) {
    return new Own(unsubscribe(message), preferences(message));
  }

  public String click(Outgoing message, String target) {
    return url(Link.of(Link.Kind.CLICK, message, target));
  }

  public String open(Outgoing message) {
    return url(Link.of(Link.Kind.OPEN, message, null));
  }

  public String unsubscribe(Outgoing message) {
    return url(Link.of(Link.Kind.UNSUBSCRIBE, message, null));
  }

  public String preferences(Outgoing message) {
    return url(Link.of(Link.Kind.PREFERENCES, message, null));
  }

  /// Whether a link is one of these already.
  public boolean isOurs(String url) {
    for (Link.Kind kind : Link.Kind.values()) {
      if (url.startsWith(base + kind.path())) {
        return true;
      }
    }
    return false;
  }

  private String url(Link link) {
    return base + link.kind().path() + token(link);
  }

  private String token(Link link) {
    try {
      JWECryptoParts parts =
          new DirectEncrypter(key(current))
              .encrypt(header(current), LinkBytes.write(link), authenticated(current));
      byte[] text = parts.getCipherText().decode();
      ByteBuffer bytes = ByteBuffer.allocate(2 * BLOCK_BYTES + text.length);
      bytes.put(parts.getInitializationVector().decode());
      bytes.put(parts.getAuthenticationTag().decode());
      bytes.put(text);
      return current + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    } catch (JOSEException e) {
      throw new IllegalStateException("A link cannot be encrypted", e);
    }
  }

  /// Reads the part of a link after its kind's path.
  public Reading read(String token, Instant now) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > MAX_TOKEN_CHARS) {
      return new Reading.Refused("it is no token");
    }
    String id = token.substring(0, dot);
    SecretKey key = keys.get(id);
    byte[] bytes = exactly(token.substring(dot + 1));
    if (key == null || bytes.length < 3 * BLOCK_BYTES) {
      return new Reading.Refused("it is no token of ours");
    }
    Link link;
    try {
      link =
          LinkBytes.read(
              new DirectDecrypter(key)
                  .decrypt(
                      header(id),
                      null,
                      Base64URL.encode(slice(bytes, 0, BLOCK_BYTES)),
                      Base64URL.encode(slice(bytes, 2 * BLOCK_BYTES, bytes.length)),
                      Base64URL.encode(slice(bytes, BLOCK_BYTES, 2 * BLOCK_BYTES)),
                      authenticated(id)));
    } catch (JOSEException e) {
      return new Reading.Refused("it was changed");
    }
    return now.isAfter(link.issuedAt().plus(VALID_FOR))
        ? new Reading.Refused("it is too old")
        : new Reading.Genuine(link);
  }

  private SecretKey key(String id) {
    SecretKey key = keys.get(id);
    if (key == null) {
      throw new IllegalStateException("There is no key " + id);
    }
    return key;
  }

  private static JWEHeader header(String id) {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
        .keyID(id)
        .build();
  }

  /// The header as this version wrote it, so that an order of fields never makes old links foreign.
  private static byte[] authenticated(String id) {
    String header = "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"kid\":\"" + id + "\"}";
    return Base64URL.encode(header).toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Nothing where the text is not exactly how these bytes are written: the last character has bits
  /// that decoders ignore, and a link with one of them flipped is another link.
  private static byte[] exactly(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      boolean same = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
      return same ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
