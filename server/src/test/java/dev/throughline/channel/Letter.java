package dev.throughline.channel;

import dev.throughline.customer.CustomerId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A message to Ann that tests change to their taste, and the keys and links around it.
public final class Letter {
  public static final Instant DECIDED = Instant.parse("2026-03-02T10:00:00Z");
  public static final SigningKeys KEYS = keys("k1", "k1");
  public static final Links LINKS = new Links(URI.create("https://go.shop.example/"), KEYS);

  private Letter() {}

  public static SigningKeys keys(String current, String... ids) {
    TreeMap<String, byte[]> secrets = new TreeMap<>();
    for (String id : ids) {
      secrets.put(
          id, (id + "-a-secret-of-thirty-two-bytes-and-more").getBytes(StandardCharsets.UTF_8));
    }
    return new SigningKeys(current, secrets);
  }

  public static Outgoing of(Map<String, String> parts) {
    return to("ann@example.net", "00000000000000a1", "marketing", parts);
  }

  public static Outgoing to(
      String address, String sendKey, String purpose, Map<String, String> parts) {
    return on("email", address, sendKey, purpose, null, parts);
  }

  public static Outgoing on(
      String channel,
      String address,
      String sendKey,
      String purpose,
      @Nullable String arm,
      Map<String, String> parts) {
    return new Outgoing(
        sendKey,
        new CustomerId("ann@private.example"),
        address,
        channel,
        "cart-recovery",
        3,
        "remind",
        "i1",
        arm,
        purpose,
        DECIDED,
        new TreeMap<>(parts));
  }
}
