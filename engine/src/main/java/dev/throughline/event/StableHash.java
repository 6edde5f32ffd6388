package dev.throughline.event;

import java.nio.charset.StandardCharsets;

/// The only source of chance: a 64-bit hash of stable ids, the same on every machine and version.
///
/// FNV-1a (Fowler, Noll, Vo) over the UTF-8 bytes, finished with MurmurHash3's 64-bit mixer
/// (Appleby, public domain) so that every bit of the result is usable for buckets. The length of
/// each part is hashed after it, so that no two lists of parts are the same bytes.
public final class StableHash {
  private StableHash() {}

  public static long of(String... parts) {
    long hash = 0xcbf29ce484222325L;
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      for (byte b : bytes) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
      hash = (hash ^ bytes.length) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /// A number from 0 to `buckets - 1`, uniform over ids.
  public static int bucket(int buckets, String... parts) {
    return (int) Long.remainderUnsigned(of(parts), buckets);
  }

  /// Sixteen hexadecimal digits, for ids.
  public static String hex(String... parts) {
    String digits = Long.toHexString(of(parts));
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
