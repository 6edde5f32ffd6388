package dev.throughline.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The secrets behind links and bounce addresses, by id. New ones are made with the current one;
/// the others are kept so that what was made with them is still known.
public final class SigningKeys {
  public static final int MIN_BYTES = 32;
  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,8}");

  private final String current;
  private final SortedMap<String, byte[]> secrets = new TreeMap<>();

  public SigningKeys(String current, Map<String, byte[]> secrets) {
    secrets.forEach((id, secret) -> {
      if (!ID.matcher(id).matches() || secret.length < MIN_BYTES) {
        throw new IllegalArgumentException(
            "Key %s needs an id of 1 to 8 small letters and digits and %d bytes"
                .formatted(id, MIN_BYTES));
      }
      this.secrets.put(id, secret.clone());
    });
    if (!secrets.containsKey(current)) {
      throw new IllegalArgumentException("There is no key " + current);
    }
    this.current = current;
  }

  public String current() {
    return current;
  }

  /// A key of 32 bytes for one use, from every secret, by id; keys of two uses tell nothing of each
  /// other.
  public SortedMap<String, SecretKey> derived(String use, String algorithm) {
    SortedMap<String, SecretKey> keys = new TreeMap<>();
    secrets.forEach((id, secret) -> {
      try {
        HKDFParameterSpec spec =
            HKDFParameterSpec.ofExtract()
                .addIKM(secret)
                .thenExpand(("throughline " + use).getBytes(StandardCharsets.UTF_8), MIN_BYTES);
        keys.put(id, KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, spec));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This JDK cannot derive keys", e);
      }
    });
    return keys;
  }

  @Override
  public String toString() {
    return "SigningKeys" + secrets.keySet();
  }
}
