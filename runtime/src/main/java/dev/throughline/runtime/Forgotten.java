package dev.throughline.runtime;

import dev.throughline.customer.Consents;
import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Consents.Topic;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What is kept of people who were erased: a keyed hash of each of their identifiers, so that
/// whoever comes back under one is somebody new who has refused everything until they agree again
/// (reliability C33). docs/decisions/0008 says why.
final class Forgotten {
  private static final byte[] PEOPLE = Keys.text("erased_people");
  private static final byte[] CAME = Keys.text("erased_elsewhere");
  private static final byte[] SECRET = Keys.text("erased_secret");
  private static final String HASH = "HmacSHA256";
  private static final int HASH_BYTES = 32;

  /// Behind those who were merged, before all identifiers.
  private static final byte PREFIX = 1;

  private static final Topic EVERYTHING = new Topic(Consents.ALL, Consents.ALL);

  private final Layers layers;
  private long people;

  /// Whether anybody has been erased, here or where others came from.
  private boolean any;

  Forgotten(Layers layers) {
    this.layers = layers;
    byte[] stored = layers.get(Family.META, PEOPLE);
    this.people = stored == null ? 0 : Keys.number(stored);
    this.any = people > 0 || layers.get(Family.META, CAME) != null;
  }

  /// Makes the secret of a new store that of its cluster.
  static void share(Layers layers, byte[] secret) {
    if (layers.get(Family.META, SECRET) == null) {
      layers.put(Family.META, SECRET, secret);
    }
  }

  /// What is kept of whoever had this identifier, by its key; at most one.
  SortedMap<byte[], byte[]> of(Fingerprint identifier, Store store) {
    TreeMap<byte[], byte[]> found = new TreeMap<>(Arrays::compareUnsigned);
    store.walk(
        Family.IDENTITY,
        prefixed(identifier.bytes()),
        Keys.after(prefixed(identifier.bytes())),
        (key, value) -> found.put(key, value) == null);
    return found;
  }

  private static byte[] prefixed(byte[] hash) {
    return ByteBuffer.allocate(1 + hash.length).put(PREFIX).put(hash).array();
  }

  /// Takes over what another store kept under a key.
  void takeOver(byte[] key, byte[] kept) {
    any = true;
    layers.put(Family.META, CAME, new byte[] {1});
    layers.put(Family.IDENTITY, key, kept);
  }

  /// How many people have been erased.
  long people() {
    return people;
  }

  /// Somebody has been erased.
  ///
  /// @param identifiers all that led to them
  /// @param facts how many facts were told of them; whoever comes back goes on counting there, so
  ///   that no id of a fact is given twice
  void add(Collection<Identifier> identifiers, Instant at, long facts) {
    people++;
    any = true;
    layers.put(Family.META, PEOPLE, Keys.number(people));
    byte[] kept =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(at.toEpochMilli()).putLong(facts).array();
    identifiers.forEach(identifier -> layers.put(Family.IDENTITY, key(identifier), kept));
  }

  /// An identifier leads to `customer` from now on.
  void recall(Identifier identifier, Customer customer) {
    if (!any) {
      return;
    }
    byte[] stored = layers.get(Family.IDENTITY, key(identifier));
    if (stored != null) {
      ByteBuffer kept = ByteBuffer.wrap(stored);
      Instant at = Instant.ofEpochMilli(kept.getLong());
      customer.consents.decide(EVERYTHING, new Decision(false, at));
      customer.facts = Math.max(customer.facts, kept.getLong());
    }
  }

  private byte[] key(Identifier identifier) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(secret(), HASH));
      byte[] hash = mac.doFinal(Keys.identifier(identifier));
      return prefixed(hash);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has " + HASH, missing);
    }
  }

  /// Made once for a store: without it, nobody can try out whose hashes these are.
  private byte[] secret() {
    byte[] stored = layers.get(Family.META, SECRET);
    if (stored == null) {
      stored = new byte[HASH_BYTES];
      new SecureRandom().nextBytes(stored);
      layers.put(Family.META, SECRET, stored);
    }
    return stored;
  }
}
