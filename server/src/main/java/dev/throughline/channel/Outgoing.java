package dev.throughline.channel;

import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Message;
import dev.throughline.engine.Effect;
import dev.throughline.journey.Journey;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A decided and rendered message on its way to one address.
///
/// @param sendKey the engine's id of the message: what every try of it has in common
/// @param arm the variant of the step, where a split or an experiment gave one
/// @param decidedAt dates the message and its links, so that every try says the same
/// @param parts `subject`, `html`, `text`, `body`, `title`, `url`, as rendered
public record Outgoing(
    String sendKey,
    CustomerId customer,
    String address,
    String channel,
    String journey,
    int version,
    String step,
    String instance,
    @Nullable String arm,
    String purpose,
    Instant decidedAt,
    SortedMap<String, String> parts) {
  /// What fits into an e-mail address beside a signature.
  private static final Pattern SEND_KEY = Pattern.compile("[0-9a-z]{1,20}");

  public Outgoing {
    if (!SEND_KEY.matcher(sendKey).matches()) {
      throw new IllegalArgumentException("Not a send key: " + sendKey);
    }
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  public static Outgoing of(Effect.Send send, @Nullable String arm) {
    Message message = send.message();
    String channel = message.channel();
    if (channel == null) {
      throw new IllegalStateException("Message %s was sent on no channel".formatted(message.id()));
    }
    return new Outgoing(
        message.id(),
        send.customer(),
        message.address(),
        channel,
        message.journey(),
        message.version(),
        message.step(),
        message.instance(),
        arm,
        message.purpose(),
        message.decidedAt(),
        send.parts());
  }

  public Optional<String> part(String name) {
    return Optional.ofNullable(parts.get(name));
  }

  public boolean isTransactional() {
    return purpose.equals(Journey.TRANSACTIONAL);
  }
}
