package dev.throughline.runtime;

import dev.throughline.customer.Identifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An identifier as a cluster's directory knows it: half of a keyed hash, so that what outlives an
/// erasure tells nobody whom it was of.
public record Fingerprint(long high, long low) {
  static final int BYTES = 2 * Long.BYTES;

  /// Makes fingerprints under one secret. For one thread.
  static final class Maker {
    private static final String HASH = "HmacSHA256";

    private final Mac mac;

    Maker(byte[] secret) {
      try {
        this.mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(secret, HASH));
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("Every JDK has " + HASH, missing);
      }
    }

    Fingerprint of(Identifier identifier) {
      return read(
          ByteBuffer.wrap(mac.doFinal(identifier.toString().getBytes(StandardCharsets.UTF_8))));
    }
  }

  static Fingerprint read(ByteBuffer bytes) {
    return new Fingerprint(bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}
